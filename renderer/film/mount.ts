import type { Show } from '../../workloads/contract/index.ts'
import type { SessionHost } from '../stores/index.ts'
import { Film } from './film.tsx'
import { FilmWriter } from './film-writer.ts'
import type { FilmFormat } from './film-writer.ts'

/** What `poolscope demo` calls in the page, and what the page calls there. */
export interface FilmDoor {
  perform(storyboard: unknown): Promise<Show>
  show(atMs: number): Promise<boolean>
  begin(format: FilmFormat): Promise<void>
  /** The picture that is shown, as PNG in base64; null: the same as before. */
  add(png: string | null): Promise<void>
  finish(): Promise<void>
}

declare global {
  interface Window {
    poolscopeFilm?: FilmDoor
    /** Takes bytes of the film, in base64, for a place in its file. */
    poolscopeWrite?: (base64: string, position: number) => Promise<void>
  }
}

/** Makes the page a film set. It lives as long as the page. */
export function mountFilm(host: SessionHost, element: HTMLElement): void {
  const film = new Film(host, element)
  let writer: FilmWriter | null = null
  window.poolscopeFilm = {
    perform: (storyboard) => film.perform(storyboard),
    show: (atMs) => film.show(atMs),
    begin: async (format) => {
      writer = await FilmWriter.begin(format, async (base64, position) => window.poolscopeWrite?.(base64, position))
    },
    add: async (png) => writer?.add(png),
    finish: async () => writer?.finish(),
  }
}
