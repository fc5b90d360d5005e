import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Storyboard } from '#engine/contract/index.js'
import { makeFilm, type MadeFilm } from '#engine/film/index.js'
import { createSession, serve } from '#engine/host/index.js'
import { ROOT } from '../child.ts'
import type { Wanted } from './check.ts'

/** Films a storyboard as `poolscope demo` does, and gives what was performed beside the file. */
export async function filmStoryboard(storyboard: Storyboard, out: string, wanted: Wanted): Promise<MadeFilm> {
  const runsFolder = mkdtempSync(path.join(tmpdir(), 'poolscope-films-'))
  const session = createSession({ electron: null, runsFolder })
  try {
    const server = await serve({ session, rendererDir: path.join(ROOT, 'out/renderer') })
    try {
      const { signal } = new AbortController()
      return await makeFilm({ storyboard, url: server.url, format: 'webm', out, ...wanted, theme: 'light', signal, onProgress: () => undefined })
    } finally {
      await server.close()
    }
  } finally {
    await session.close()
    rmSync(runsFolder, { recursive: true, force: true })
  }
}
