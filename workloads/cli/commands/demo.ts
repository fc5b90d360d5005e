import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { UsageError } from '../../contract/index.ts'
import type { FilmFormat } from '../../film/index.ts'
import { readInteger } from '../assignments.ts'
import type { Terminal } from '../output.ts'
import { PACKAGE_ROOT } from '../package-info.ts'
import { onStopSignal } from '../stop-signals.ts'

export interface DemoOptions {
  readonly out?: string
  readonly format?: string
  readonly size?: string
  readonly fps?: string
  readonly dark?: boolean
  readonly force?: boolean
}

const RENDERER_DIR = path.join(PACKAGE_ROOT, 'out', 'renderer')
const SIZE = /^(\d{3,4})x(\d{3,4})$/
const FPS = { least: 10, most: 60, usual: 30 } as const

/**
 * Performs a storyboard and writes a video of it, with subtitles and chapters beside it.
 * @returns the exit code
 * @throws UsageError for a wrong storyboard or option, and where there is no browser
 */
export async function demo(idOrFile: string | undefined, options: DemoOptions, { out, err }: Terminal): Promise<number> {
  const { findStoryboard, listStoryboards } = await import('../../storyboards/index.ts')
  if (idOrFile === undefined) {
    for (const { id, title, summary } of await listStoryboards()) out.write(`${id.padEnd(22)}${title}. ${summary}\n`)
    return 0
  }
  const storyboard = await findStoryboard(idOrFile)
  const file = options.out ?? `${storyboard.id}.webm`
  const [film, host] = await Promise.all([import('../../film/index.ts'), import('../../host/index.ts')])
  const format = readFormat(options.format, file, film.FILM_FORMATS)
  const size = readSize(options.size ?? '1280x720')
  const fps = options.fps === undefined ? FPS.usual : readInteger('--fps', options.fps, FPS.least, FPS.most)
  if (existsSync(file) && options.force !== true) {
    throw new UsageError(`"${file}" is there already. Choose another name, or overwrite it with --force.`)
  }
  const abort = new AbortController()
  const dispose = onStopSignal(() => abort.abort())
  const runsFolder = await mkdtemp(path.join(tmpdir(), 'poolscope-demo-'))
  const session = host.createSession({ electron: null, runsFolder })
  let server: Awaited<ReturnType<typeof host.serve>> | null = null
  try {
    server = await host.serve({ session, rendererDir: RENDERER_DIR })
    const { show, pictures, distinct, files } = await film.makeFilm({
      storyboard,
      url: server.url,
      format,
      out: file,
      ...size,
      fps,
      theme: options.dark === true ? 'dark' : 'light',
      signal: abort.signal,
      onProgress: err.isTerminal
        ? (share) => err.write(`\r${share === null ? 'performing…' : `filming ${Math.floor(share * 100)} %   `}`)
        : () => undefined,
    })
    if (err.isTerminal) err.write('\r\x1b[K')
    out.write(`${(show.durationMs / 1000).toFixed(1)} s, ${pictures} pictures, ${distinct} of them new\n${files.join('\n')}\n`)
    return 0
  } catch (error) {
    if (!abort.signal.aborted) throw error
    err.write('Stopped: the film is not whole.\n')
    return 1
  } finally {
    await server?.close()
    await session.close()
    await rm(runsFolder, { recursive: true, force: true })
    dispose()
  }
}

function readFormat(wanted: string | undefined, file: string, formats: readonly FilmFormat[]): FilmFormat {
  const name = wanted ?? (path.extname(file).slice(1) || 'png-sequence')
  const found = formats.find((format) => format === name)
  if (found !== undefined) return found
  throw new UsageError(`There is no film format "${name}". Formats: ${formats.join(', ')}.`)
}

function readSize(text: string): { width: number; height: number } {
  const [, width, height] = SIZE.exec(text) ?? []
  if (width === undefined || height === undefined) throw new UsageError(`--size cannot be "${text}". Use for example 1280x720 or 1920x1080.`)
  return { width: Number(width), height: Number(height) }
}
