import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { UsageError } from '../contract/errors.ts'

export interface FolderFiles {
  /** Absolute paths, sorted: the same folder gives the same list. */
  files: readonly string[]
  /** What was left out and why, for people. */
  notes: readonly string[]
}

const MAX_FILES = 10_000
const MAX_FILE_BYTES = 64 * 1024 * 1024
const MAX_DEPTH = 8
const SKIPPED_FOLDERS = new Set(['node_modules', '.git'])

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist. Check the path or choose another folder.',
  ENOTDIR: 'is not a folder. Choose the folder that the file is in.',
  EACCES: 'cannot be read: you have no permission. Choose another folder, or change its permissions.',
  EPERM: 'cannot be read: you have no permission. Choose another folder, or change its permissions.',
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** What was met on a walk; the walk ends when `files` is full. */
class Walk {
  readonly files: string[] = []
  unreadable = 0
  tooLarge = 0
  tooDeep = 0
  full = false
  readonly maxFiles: number

  constructor(maxFiles: number) {
    this.maxFiles = maxFiles
  }

  async visit(folder: string, entries: readonly Dirent[], depth: number): Promise<void> {
    for (const entry of entries) {
      if (this.full) return
      const path = join(folder, entry.name)
      if (entry.isDirectory()) await this.enter(path, entry.name, depth + 1)
      else if (entry.isFile()) await this.take(path)
    }
  }

  private async enter(path: string, name: string, depth: number): Promise<void> {
    if (SKIPPED_FOLDERS.has(name)) return
    if (depth > MAX_DEPTH) {
      this.tooDeep++
      return
    }
    const entries = await entriesOf(path).catch(() => null)
    if (entries === null) this.unreadable++
    else await this.visit(path, entries, depth)
  }

  private async take(path: string): Promise<void> {
    const found = await stat(path).catch(() => null)
    if (found === null) this.unreadable++
    else if (found.size > MAX_FILE_BYTES) this.tooLarge++
    else if (this.files.length === this.maxFiles) this.full = true
    else this.files.push(path)
  }

  notes(): string[] {
    return [
      this.full ? `Only the first ${this.maxFiles.toLocaleString('en-US')} files of the folder are used.` : '',
      this.tooLarge > 0 ? `Left out: ${this.tooLarge} files larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB.` : '',
      this.tooDeep > 0 ? `Left out: ${this.tooDeep} folders more than ${MAX_DEPTH} levels down.` : '',
      this.unreadable > 0 ? `Left out: ${this.unreadable} files or folders that cannot be read.` : '',
    ].filter((note) => note !== '')
  }
}

/**
 * The regular files of a folder and of those below it: none above 64 MiB, none more than 8 levels down, nothing
 * in `node_modules` and `.git`; links are not followed.
 * @param folder `~` is the user's own folder
 * @throws UsageError when the folder does not exist, cannot be read, or holds no such file
 */
export async function listFiles(folder: string, maxFiles = MAX_FILES): Promise<FolderFiles> {
  const root = resolve(folder.replace(/^~(?=$|[\\/])/, () => homedir()))
  const entries = await entriesOf(root).catch((error: unknown) => {
    const reason = REASONS[codeOf(error)] ?? `cannot be read (${codeOf(error)}). Choose another folder.`
    throw new UsageError(`The folder ${root} ${reason}`, { cause: error })
  })
  const walk = new Walk(maxFiles)
  await walk.visit(root, entries, 0)
  if (walk.files.length === 0) {
    const why = walk.notes().join(' ')
    throw new UsageError(`The folder ${root} holds no files to read. Choose another folder. ${why}`.trim())
  }
  return { files: walk.files, notes: walk.notes() }
}
