import type { TaskRef } from '#engine/contract/tasks.js'
import type { Held } from './gate.ts'

const { href } = new URL('./tasks.mjs', import.meta.url)
const ref = <I, O>(name: string): TaskRef<I, O> => ({ module: href, name })

export interface WhoAmI {
  readonly pid: number
  readonly threadId: number
}

export const square = ref<number, number>('square')
export const echo = ref<unknown, unknown>('echo')
export const whoAmI = ref<undefined, WhoAmI>('whoAmI')
export const hold = ref<Held<unknown>, unknown>('hold')
export const holdBusy = ref<Held<unknown>, unknown>('holdBusy')
export const divide = ref<readonly [number, number], number>('divide')
export const leave = ref<number, never>('leave')
export const killItself = ref<undefined, never>('killItself')
export const crashWith = ref<string, never>('crashWith')
export const functionAsResult = ref<undefined, never>('functionAsResult')
export const readStatus = ref<undefined, string>('readStatus')
export const initialize = (input: string) => ({ module: href, name: 'initialize', input })
export const failToInitialize = { module: href, name: 'failToInitialize', input: null }
export const sleepForEver = ref<Held<unknown>, never>('sleepForEver')
export const untilAborted = ref<Held<unknown>, never>('untilAborted')
export const byteLength = ref<ArrayBuffer, number>('byteLength')
export const allocateForEver = ref<undefined, never>('allocateForEver')
export const rejectLater = ref<undefined, string>('rejectLater')
export const throwOddValue = ref<undefined, never>('throwOddValue')

/** A task of a module that is loaded only when the gate opens: it says `start module` before it waits. */
export function slowToLoad({ log, gate }: Held<unknown>): TaskRef<Held<unknown>, string> {
  const module = new URL('./slow-module.mjs', import.meta.url)
  module.searchParams.set('log', log)
  module.searchParams.set('gate', gate)
  return { module: module.href, name: 'work' }
}
