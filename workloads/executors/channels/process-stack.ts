import type { Socket } from 'node:net'

/** A process that does not say where it is within this time is ended without. */
const PATIENCE_MS = 500

/**
 * The stack of the main thread of a process, as its watchdog tells it (`entry/stack-door.ts`), which is asked once. null
 * when it says nothing in time.
 */
export function processStack(door: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let stack = ''
    const settle = (): void => {
      clearTimeout(timer)
      resolve(stack === '' ? null : stack)
    }
    const timer = setTimeout(settle, PATIENCE_MS)
    door.setEncoding('utf8').on('data', (text: string) => (stack += text))
    door.once('close', settle).on('error', () => undefined) // 'close' follows
    door.write('?')
  })
}
