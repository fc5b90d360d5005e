import { statSync, watch, type FSWatcher } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../contract/index.ts'
import { localFiles } from './local-files.ts'

/** Folders that the files of one task may lie in. Files in others are not watched. */
const MAX_FOLDERS = 100
/** Editors and formatters write several times, and one file after the other. */
const DEBOUNCE_MS = 200

/** The files that a task is made of. Empty: none. */
export interface WatchedFiles {
  /** Absolute path of the module. */
  readonly path: string
  /** Absolute path of its inputs. */
  readonly inputs: string
}

export interface OwnWatch {
  close(): void
}

/**
 * Calls `onChange` whenever a module, a file that it imports from its own project, or its inputs have changed, with the
 * files that did. Folders are watched, not files: editors replace a file by another of its name. Which files belong to the
 * module is found out anew each time. Packages are not watched.
 * @throws UsageError when there is nothing to watch, or the system cannot
 */
export function watchOwnTask(files: WatchedFiles, onChange: (changed: readonly string[]) => void, debounceMs = DEBOUNCE_MS): OwnWatch {
  const watchers = new Map<string, FSWatcher>()
  let known = signatures(files)
  let timer: NodeJS.Timeout | null = null
  if (known.size === 0) throw new UsageError('There is nothing to watch. Name a module, or an inputs file.')

  function look(): void {
    timer = null
    const now = signatures(files)
    const changed = [...new Set([...known.keys(), ...now.keys()])].filter((file) => known.get(file) !== now.get(file))
    known = now
    watchFolders()
    if (changed.length > 0) onChange(changed)
  }

  function soon(): void {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(look, debounceMs)
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  /** A folder that is not there, or goes, is watched again when something else has changed. */
  function watchFolders(): void {
    const folders = [...new Set([...known.keys()].map((file) => path.dirname(file)))].slice(0, MAX_FOLDERS)
    for (const folder of [...watchers.keys()]) if (!folders.includes(folder)) forget(folder)
    for (const folder of folders) {
      if (watchers.has(folder) || statSync(folder, { throwIfNoEntry: false }) === undefined) continue
      const watcher = watch(folder, soon)
      watcher.on('error', () => {
        forget(folder)
        soon()
      })
      watchers.set(folder, watcher)
    }
  }

  function close(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    for (const folder of [...watchers.keys()]) forget(folder)
  }

  try {
    watchFolders()
  } catch (error) {
    close()
    const { code = '', message } = error as NodeJS.ErrnoException
    const limit = code === 'ENOSPC' || code === 'EMFILE' ? ' The system watches no more folders: its limit is reached.' : ''
    throw new UsageError(`The files of the task cannot be watched: ${message}.${limit}`, { cause: error })
  }
  return { close }
}

/** What each file is like: another one of its name is another. One that is missing is told, too. */
function signatures({ path: module, inputs }: WatchedFiles): Map<string, string> {
  const files = [...(module === '' ? [] : localFiles(module)), ...(inputs === '' ? [] : [inputs])]
  return new Map(
    files.map((file) => {
      const stats = statSync(file, { throwIfNoEntry: false })
      return [file, stats === undefined ? 'missing' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`]
    }),
  )
}
