import { shareOfWindow } from './share-of-window.ts'
import type { Rectangle } from './picture-size.ts'

/** What is recorded: the part of the window, or something else that the user chose in the browser's prompt. */
export interface Captured {
  /** The pictures from now on; to be asked for once. What is on the screen now is the first of them. */
  frames(): ReadableStream<VideoFrame>
  /** `stage`: cut to the element by the browser, or by us; `window`: all of this window; `other`: not this window. */
  readonly shows: 'stage' | 'window' | 'other'
  /** What we have to cut out ourselves, as shares of the picture; null: nothing. */
  readonly part: () => Rectangle | null
  /** In pixels, as far as it is known before the first picture. */
  readonly size: { readonly width: number; readonly height: number }
  /** The user ended the capture in the browser's own bar, or its window went away. */
  onEnded(listener: () => void): void
  stop(): void
}

export interface CaptureOptions {
  /** Null: the whole window. */
  readonly stage: HTMLElement | null
  readonly fps: number
  /** The host lets us capture our own window, and nothing else: no prompt. */
  readonly own: boolean
}

/** A way to record one element, where the browser has it. */
interface Cut {
  /** Makes a target of an element. */
  readonly target: string
  /** Method of the track that takes it. */
  readonly method: string
}

/**
 * Element Capture leaves out what is in front of the element, Region Capture does not.
 * @see https://screen-share.github.io/element-capture/
 * @see https://w3c.github.io/mediacapture-region/
 */
const CUTS: readonly Cut[] = [
  { target: 'RestrictionTarget', method: 'restrictTo' },
  { target: 'CropTarget', method: 'cropTo' },
]

type Targets = Readonly<Record<string, { fromElement(element: Element): Promise<object> } | undefined>>
type CuttingTrack = Readonly<Record<string, ((target: object) => Promise<void>) | undefined>>

/** What the browser's prompt offers: https://w3c.github.io/mediacapture-screen-share/ */
interface TabOptions {
  readonly preferCurrentTab: boolean
  readonly selfBrowserSurface: 'include'
  readonly surfaceSwitching: 'exclude'
}

/**
 * Asks for the pictures of this window, by the browser's prompt or, where the host allows it, without one. To call while
 * the browser handles what the user did.
 * @throws DOMException `NotAllowedError` when the user does not agree; Error where the browser cannot record
 */
export async function capture({ stage, fps, own }: CaptureOptions): Promise<Captured> {
  if (!('MediaStreamTrackProcessor' in globalThis)) {
    throw new Error('This browser cannot record its window. Chrome, Edge and the desktop app can.')
  }
  const options: DisplayMediaStreamOptions & TabOptions = {
    video: { frameRate: { ideal: fps, max: fps } },
    audio: false,
    preferCurrentTab: true,
    selfBrowserSurface: 'include',
    surfaceSwitching: 'exclude',
  }
  const stream = await navigator.mediaDevices.getDisplayMedia(options)
  const [track] = stream.getVideoTracks()
  if (track === undefined) throw new Error('The browser gave no picture.')
  const cut = stage !== null && (await cutTo(track, stage))
  const { width = 0, height = 0 } = track.getSettings()
  const part = stage !== null && !cut && own ? (): Rectangle | null => shareOfWindow(stage) : null
  return {
    frames: () => new MediaStreamTrackProcessor({ track }).readable,
    shows: cut || part !== null ? 'stage' : own || stage === null ? 'window' : 'other',
    part: part ?? (() => null),
    size: { width, height },
    onEnded: (listener) => track.addEventListener('ended', listener, { once: true }),
    stop: () => track.stop(),
  }
}

/** Not possible where the user chose another window than this one, and where the browser knows no such thing. */
async function cutTo(track: MediaStreamTrack, element: HTMLElement): Promise<boolean> {
  for (const { target, method } of CUTS) {
    const targets = (globalThis as unknown as Targets)[target]
    const cut = (track as unknown as CuttingTrack)[method]
    if (targets === undefined || cut === undefined) continue
    try {
      await cut.call(track, await targets.fromElement(element))
      return true
    } catch {
      // Another way may be possible.
    }
  }
  return false
}
