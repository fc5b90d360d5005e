import type { Cue, Show } from '../../workloads/contract/index.ts'

/** At this time of the show, the video was so long. */
interface Anchor {
  readonly showMs: number
  readonly videoMs: number
}

/** Anchors of an hour, four a second, and then some; beyond that the last ones are as good. */
const MAX_ANCHORS = 20_000

/**
 * Follows which time of a show is at which time of the video, so that captions and chapters come when they are seen.
 * A show that begins anew, goes back, or another one, goes on behind the one before.
 */
export class ShowTrack {
  #parts: { show: Show; readonly anchors: Anchor[] }[] = []

  /** To be called again and again while it is recorded: the show as far as it is, and the length of the video. */
  note(show: Show, videoMs: number): void {
    const anchor = { showMs: show.durationMs, videoMs }
    const part = this.#parts.at(-1)
    const before = part?.anchors.at(-1)
    if (part === undefined || before === undefined || anchor.showMs < before.showMs) {
      this.#parts.push({ show, anchors: [anchor] })
      return
    }
    part.show = show
    if (part.anchors.length < MAX_ANCHORS) part.anchors.push(anchor)
  }

  /** What the video shows of it; null where nothing was noted. */
  show(videoMs: number): Show | null {
    if (this.#parts.length === 0) return null
    const cues = this.#parts.flatMap(({ show, anchors }, at) => {
      // What came later in a part that was left was not seen.
      const untilMs = at === this.#parts.length - 1 ? Number.POSITIVE_INFINITY : (anchors.at(-1)?.showMs ?? 0)
      const seen = show.cues.filter(({ atMs }) => atMs <= untilMs)
      return [
        { cue: 'caption', text: null, atMs: anchors[0]?.videoMs ?? 0 } as const,
        ...seen.map((cue): Cue => ({ ...cue, atMs: videoMsOf(cue.atMs, anchors) })),
      ]
    })
    return { cues: cues.filter(({ atMs }) => atMs <= videoMs), durationMs: videoMs }
  }
}

/** What came before the recording is there from its start; what came in a pause, after it. */
function videoMsOf(showMs: number, anchors: readonly Anchor[]): number {
  const at = anchors.findIndex((anchor) => anchor.showMs >= showMs)
  const after = anchors[at]
  const before = anchors[at - 1]
  if (after === undefined) {
    const last = anchors.at(-1)
    return last === undefined ? 0 : last.videoMs + (showMs - last.showMs)
  }
  if (before === undefined) return after.videoMs
  const spanMs = after.showMs - before.showMs
  return before.videoMs + ((showMs - before.showMs) / spanMs) * (after.videoMs - before.videoMs)
}
