import { open, lstat, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { RUN_FILE_EXTENSION, UsageError } from '../../contract/index.ts'
import { codeOf } from './file-errors.ts'
import { isPlainName } from './file-name.ts'

const ENDING = `.${RUN_FILE_EXTENSION}`
/** Files of one name, told apart by a number. */
const MAX_NUMBER = 1_000

/** A run file in a folder. */
export interface FolderEntry {
  /** Its name without extension. */
  readonly id: string
  readonly path: string
  readonly bytes: number
  readonly modifiedMs: number
  /** When its name, its place or its content changed last. */
  readonly changedMs: number
}

/** The run files of a folder; what is no plain file (a link, a folder) is none. */
export async function entriesOf(folder: string): Promise<FolderEntry[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING))
  const entries = await Promise.all(names.map((name) => entryOf(folder, name.slice(0, -ENDING.length))))
  return entries.filter((entry) => entry !== null)
}

/** The run file of that id, whatever text the id is; null when there is none. */
export async function entryOf(folder: string, id: string): Promise<FolderEntry | null> {
  if (!isPlainName(id)) return null
  const file = pathOf(folder, id)
  try {
    const stats = await lstat(file)
    if (!stats.isFile()) return null
    return { id, path: file, bytes: stats.size, modifiedMs: stats.mtimeMs, changedMs: stats.ctimeMs }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** The place of a new run file. */
export function pathOf(folder: string, id: string): string {
  return path.join(folder, id + ENDING)
}

/**
 * Moves a run file; where the name is taken it gets a number.
 * @returns its new id
 */
export async function moveTo(folder: string, file: string, name: string): Promise<string> {
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const id = number === 1 ? name : `${name} ${number}`
    const target = pathOf(folder, id)
    if (!(await reserve(target))) continue
    try {
      await rename(file, target)
      return id
    } catch (error) {
      await rm(target, { force: true })
      throw error
    }
  }
  throw new UsageError(`There are ${MAX_NUMBER} runs named "${name}". Choose another name.`)
}

/** `rename` replaces what is there: an empty file of our own, so that it can be nobody else's. */
async function reserve(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}
