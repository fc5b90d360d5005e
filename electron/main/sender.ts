import { MAX_REQUEST_BYTES } from 'poolscope/host'
import { isAppUrl } from './origin.ts'

/** The parts of Electron's `WebFrameMain` that tell who is speaking. */
export interface Sender {
  readonly url: string
  readonly parent: unknown
}

/** Why a message from a window is not listened to; null when it is fine. */
export function refusal(sender: Sender | null, payload: unknown): string | null {
  if (sender === null) return 'its frame is gone'
  if (sender.parent !== null) return 'it comes from a frame inside the page'
  if (!isAppUrl(sender.url)) return 'it comes from another page'
  if (typeof payload === 'number') {
    return Number.isSafeInteger(payload) && payload >= 0 ? null : 'it is no number of bytes'
  }
  if (typeof payload !== 'string') return 'it is neither text nor a number'
  const tooLong = payload.length > MAX_REQUEST_BYTES || Buffer.byteLength(payload) > MAX_REQUEST_BYTES
  return tooLong ? `it is longer than ${String(MAX_REQUEST_BYTES)} bytes` : null
}
