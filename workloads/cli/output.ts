import { styleText } from 'node:util'

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string

/** Without a look at standard output, which need not be the stream that gets the text. */
const coloured: Style = (format, text) => styleText(format, text, { validateStream: false })

/** Text as it is. */
export const plain: Style = (_format, text) => text

/** The part of a process stream that is needed here. */
export interface TextStream {
  readonly isTTY?: boolean
  readonly columns?: number
  hasColors?(): boolean
  write(text: string): boolean
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
  once(event: 'drain', listener: () => void): unknown
}

const DEFAULT_COLUMNS = 80

/** Standard output or error: knows what it can show, and survives a reader that goes away (`... | head -1`). */
export class Output {
  readonly #stream: TextStream
  readonly #closedListeners = new Set<() => void>()
  /** Lines can be redrawn. */
  readonly isTerminal: boolean
  /** Colours where the stream shows them; NO_COLOR, FORCE_COLOR and TERM are honoured by `hasColors`. */
  readonly style: Style
  #closed = false

  constructor(stream: TextStream, env: NodeJS.ProcessEnv = process.env) {
    this.#stream = stream
    this.isTerminal = stream.isTTY === true && env['TERM'] !== 'dumb'
    this.style = stream.isTTY === true && stream.hasColors?.() === true ? coloured : plain
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error
      this.#closed = true
      for (const listener of this.#closedListeners) listener()
    })
  }

  get columns(): number {
    return this.#stream.columns ?? DEFAULT_COLUMNS
  }

  write(text: string): void {
    if (!this.#closed) this.#stream.write(text)
  }

  /** Writes much, no faster than the reader takes it; ends early when nobody reads any more. */
  async writeAll(pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
    for await (const piece of pieces) {
      if (this.#closed) return
      if (!this.#stream.write(piece)) await this.#drained()
    }
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        forget()
        resolve()
      }
      const forget = this.onClosed(done)
      this.#stream.once('drain', done)
    })
  }

  /** Nobody reads any more. */
  onClosed(listener: () => void): () => void {
    this.#closedListeners.add(listener)
    return () => this.#closedListeners.delete(listener)
  }
}

export interface Terminal {
  /** Results. */
  readonly out: Output
  /** Progress and errors. */
  readonly err: Output
}
