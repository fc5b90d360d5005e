/**
 * Gives each captured picture its place in a video of a fixed rate. Places are counted from 0 and never given twice.
 * Times are those of the capture, in microseconds; a pause takes none of the video's time.
 */
export class FramePacer {
  readonly #fps: number
  #next = 0
  /** The time of place 0, if everything until now had been recorded without a pause. */
  #originUs: number | null = null

  constructor(fps: number) {
    this.#fps = fps
  }

  /** Places until now: the length of the video, in pictures. */
  get length(): number {
    return this.#next
  }

  /** Place of a picture of that time; null when its place is taken, because the capture is faster than the video. */
  offer(timeUs: number): number | null {
    const place = this.#placeOf(timeUs)
    return place < this.#next ? null : this.#take(place)
  }

  /** Place for a picture that has to come now, be its own taken or not. */
  hold(timeUs: number): number {
    return this.#take(Math.max(this.#next, this.#placeOf(timeUs)))
  }

  /** Pictures that could have come since the last place that was given. */
  gap(timeUs: number): number {
    return this.#originUs === null ? 0 : Math.max(0, this.#placeOf(timeUs) - this.#next + 1)
  }

  /** The time from now on until `resume` is not in the video. */
  pause(): void {
    this.#originUs = null
  }

  /** The next place is for this time. */
  resume(timeUs: number): void {
    this.#originUs = timeUs - (this.#next / this.#fps) * 1e6
  }

  #placeOf(timeUs: number): number {
    if (this.#originUs === null) this.resume(timeUs)
    return Math.round(((timeUs - (this.#originUs ?? timeUs)) * this.#fps) / 1e6)
  }

  #take(place: number): number {
    this.#next = place + 1
    return place
  }
}
