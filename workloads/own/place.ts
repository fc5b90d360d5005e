import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { textOf } from './local-files.ts'

/** `file:line:column` in a stack, where `file` is a path or a `file:` URL. */
const FRAME = /(?<=^|[\s('"])((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^\s()'"]*?):(\d+)(?::(\d+))?(?=[\s),]|$)/gm
/** Our own files are in no stack that a user needs to see. */
const OURS = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Where in the user's own files an error arose, as `file:line`; null when its stack names none of them. */
export function placeOf(stack: string | undefined): string | null {
  let inPackage: string | null = null
  for (const [, where = '', line = ''] of (stack ?? '').matchAll(FRAME)) {
    const file = where.startsWith('file:') ? fileURLToPath(where) : where
    if (file.startsWith(OURS + path.sep)) continue
    if (!/[\\/]node_modules[\\/]/.test(file)) return `${file}:${line}`
    inPackage ??= `${file}:${line}`
  }
  return inPackage
}

/** Where a file says something first, as `file:line`; the file alone when it does not. */
export function placeIn(file: string, pattern: RegExp): string {
  const at = textOf(file).search(pattern)
  return at < 0 ? file : `${file}:${textOf(file).slice(0, at).split('\n').length}`
}

/** Where a module defines the function that runs a task. */
export function placeOfTask(file: string, exportName: string): string {
  const names = exportName === '' || exportName === 'default' ? 'task' : escape(exportName)
  const named = new RegExp(String.raw`\b(?:function\s*\*?|const|let|var|exports\s*\.)\s*${names}\b`)
  const found = placeIn(file, named)
  return found === file ? placeIn(file, /\bexport\s+default\b|\bmodule\.exports\b|\bas\s+default\b/) : found
}

export const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
