import path from 'node:path'
import type { RequestInput, RequestOutput } from '../contract/index.ts'
import { watchOwnTask, type OwnWatch, type WatchedFiles } from '../own/index.ts'

/** Tasks that are watched at a time; beyond, the one that was asked for longest ago is given up. */
const MAX_WATCHES = 8
/** A window asks again when it was not answered for so long; one that does not is gone. */
const ANSWER_MS = 20_000
const FORGET_MS = 30_000

type Asked = RequestInput<'ownTaskChanged'>
type Answer = RequestOutput<'ownTaskChanged'>

/** The files of one task, and who wants to hear of their changes. */
interface Watched {
  readonly watch: OwnWatch
  version: number
  readonly waiting: Set<() => void>
  forget: NodeJS.Timeout
}

/** Tells windows that the files of your own task have changed. They ask, and are answered when something did. */
export class OwnWatches {
  readonly #watched = new Map<string, Watched>()

  /**
   * The version of a task's files: at once where `seen` is another one, else when they have changed, or after a while.
   * @throws UsageError when they cannot be watched
   */
  async changed({ seen, ...files }: Asked): Promise<Answer> {
    const [module, inputs] = [absolute(files.path), absolute(files.inputs)]
    const key = JSON.stringify([module, inputs])
    const watched = this.#watched.get(key) ?? this.#begin({ path: module, inputs }, () => this.#end(key))
    this.#watched.delete(key)
    this.#watched.set(key, watched) // the last of them now
    const [oldest] = this.#watched.keys()
    if (this.#watched.size > MAX_WATCHES && oldest !== undefined) this.#end(oldest)
    clearTimeout(watched.forget)
    watched.forget = setTimeout(() => this.#end(key), ANSWER_MS + FORGET_MS)
    watched.forget.unref()
    if (watched.version === seen) await nextChange(watched)
    return { version: watched.version }
  }

  close(): void {
    for (const key of [...this.#watched.keys()]) this.#end(key)
  }

  #begin(files: WatchedFiles, end: () => void): Watched {
    const waiting = new Set<() => void>()
    const watch = watchOwnTask(files, () => {
      watched.version++
      for (const wake of waiting) wake()
    })
    const watched: Watched = { watch, version: 0, waiting, forget: setTimeout(end, FORGET_MS) }
    return watched
  }

  #end(key: string): void {
    const watched = this.#watched.get(key)
    if (watched === undefined) return
    this.#watched.delete(key)
    clearTimeout(watched.forget)
    watched.watch.close()
    for (const wake of watched.waiting) wake()
  }
}

const absolute = (file: string): string => (file === '' ? '' : path.resolve(file))

function nextChange({ waiting }: Watched): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      waiting.delete(done)
      resolve()
    }
    const timer = setTimeout(done, ANSWER_MS)
    waiting.add(done)
  })
}
