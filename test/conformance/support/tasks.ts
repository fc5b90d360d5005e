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
export const whoAmI = ref<void, WhoAmI>('whoAmI')
export const hold = ref<Held<unknown>, unknown>('hold')
export const holdBusy = ref<Held<unknown>, unknown>('holdBusy')
export const divide = ref<readonly [number, number], number>('divide')
export const leave = ref<number, never>('leave')
export const killItself = ref<void, never>('killItself')
export const crashWith = ref<string, never>('crashWith')
export const functionAsResult = ref<void, never>('functionAsResult')
export const readStatus = ref<void, string>('readStatus')
export const initialize = (input: string) => ({ module: href, name: 'initialize', input })
export const failToInitialize = { module: href, name: 'failToInitialize', input: null }
