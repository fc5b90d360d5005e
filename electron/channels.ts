/**
 * The two IPC channels of the desktop app, one for each direction. Text is a message of `contract/bridge.ts`; bytes
 * are a telemetry batch; a number tells the host how much of what it sent the page has taken.
 */
export const TO_HOST = 'poolscope:to-host'
export const TO_WINDOW = 'poolscope:to-window'

export type ToHost = string | number
export type ToWindow = string | Uint8Array

/** How much a message counts for in the sum of what the page has not taken yet. */
export function messageSize(message: ToWindow): number {
  return typeof message === 'string' ? message.length : message.byteLength
}
