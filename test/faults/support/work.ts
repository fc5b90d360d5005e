import type { TaskRef } from '#engine/contract/tasks.js'

const { href } = new URL('./work.mjs', import.meta.url)
const ref = <I, O>(name: string): TaskRef<I, O> => ({ module: href, name })

/** What a task of a schedule gets: its number, and where it counts that it has started. */
export interface Job {
  readonly id: number
  /** Memory shared with threads, or the path of a file for processes. */
  readonly starts: SharedArrayBuffer | string
}

/** The task of a schedule with this name. */
export const jobOf = (name: string): TaskRef<Job, number> => ref(name)

export const computeForEver = ref<string, never>('computeForEver')
export const ignoreSigterm = ref<string, never>('ignoreSigterm')
export const blockForEver = ref<undefined, never>('blockForEver')
export const initializeForEver = { module: href, name: 'initializeForEver', input: null }
export const noop = ref<unknown, undefined>('noop')
export const echo = ref<unknown, unknown>('echo')
export const checkBytes = ref<Uint8Array, { sum: number; bytes: Uint8Array }>('checkBytes')
