import type { TaskRef } from '#engine/contract/tasks.js'

const { href } = new URL('./queue-tasks.mjs', import.meta.url)

/** Waits for an item; gives the name of the error instead of throwing it. Input: the handle of the queue. */
export const getFromThreadQueue: TaskRef<unknown, string> = { module: href, name: 'getFromThreadQueue' }
export const getFromProcessQueue: TaskRef<unknown, string> = { module: href, name: 'getFromProcessQueue' }
