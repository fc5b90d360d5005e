import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Folders and a file below the root, of plain characters only: nothing that a file system reads in its own way. */
const PLAIN_PATH = /^(\/[\w-][\w.-]*)+$/

export interface PageFile {
  readonly type: string
  readonly content: Buffer
}

/**
 * A file of the built page, read afresh each time: a new build is served at once, and one that has gone is missing.
 * @param path as in a URL, without query; `/` is index.html
 * @returns null when there is no such file, or it is not a kind of file that pages have
 */
export async function readPageFile(root: string, path: string): Promise<PageFile | null> {
  const name = path === '/' ? '/index.html' : path
  const type = TYPES[extname(name)]
  if (type === undefined || !PLAIN_PATH.test(name)) return null
  try {
    return { type, content: await readFile(join(root, name)) }
  } catch {
    return null
  }
}
