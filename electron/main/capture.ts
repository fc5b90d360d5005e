import type { DisplayMediaRequestHandlerHandlerRequest, Streams } from 'electron'
import { isAppUrl } from './origin.ts'

/** What a page may capture that asks for the screen: the app's own page its own window, without sound; null: nothing. */
export function captureOf({
  frame,
  videoRequested,
  audioRequested,
  userGesture,
}: Pick<DisplayMediaRequestHandlerHandlerRequest, 'frame' | 'videoRequested' | 'audioRequested' | 'userGesture'>): Streams | null {
  // A frame inside the page would get the picture of all that is around it.
  if (frame?.parent !== null || !isAppUrl(frame.url)) return null
  return videoRequested && !audioRequested && userGesture ? { video: frame } : null
}
