import type { Show } from '../../workloads/contract/index.ts'
import type { SessionHost } from '../stores/index.ts'
import { toBase64 } from './base64.ts'
import { Film } from './film.tsx'
import { FilmEncoder, type EncodedFilmFormat, type FilmPacket } from './film-encoder.ts'

/** What `poolscope demo` calls in the page, and what the page calls there. */
export interface FilmDoor {
  perform(storyboard: unknown): Promise<Show>
  /** The run files of the performance, in the order in which the runs were started, in base64. */
  runFiles(): Promise<string[]>
  /** How long each of these runs took. */
  runEndsMs(): Promise<number[]>
  show(atMs: number): Promise<boolean>
  begin(format: EncodedFilmFormat): Promise<void>
  /** The picture that is shown, as PNG in base64; null: the same as before. */
  add(png: string | null): Promise<void>
  finish(): Promise<void>
}

declare global {
  interface Window {
    poolscopeFilm?: FilmDoor
    /** Takes the next packet of the video. */
    poolscopePacket?: (packet: FilmPacket) => Promise<void>
  }
}

/**
 * Makes the page a film set. It lives as long as the page.
 * @param fetchRunFile gives the bytes of a run file of the host's library
 */
export function mountFilm(host: SessionHost, element: HTMLElement, fetchRunFile: (id: string) => Promise<Uint8Array>): void {
  const film = new Film(host, element)
  let encoder: FilmEncoder | null = null
  window.poolscopeFilm = {
    perform: (storyboard) => film.perform(storyboard),
    runFiles: async () => Promise.all((await film.savedRuns()).map(async (id) => toBase64(await fetchRunFile(id)))),
    runEndsMs: () => Promise.resolve(film.runEndsMs()),
    show: (atMs) => film.show(atMs),
    begin: async (format) => {
      encoder = await FilmEncoder.begin(format, async (packet) => window.poolscopePacket?.(packet))
    },
    add: async (png) => encoder?.add(png),
    finish: async () => encoder?.finish(),
  }
}
