import { existsSync, rmSync } from 'node:fs'
import { access, constants, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { UsageError } from '../../contract/index.ts'
import type { MadeFilm, PerformanceOptions } from '../../film/index.ts'
import { readInteger } from '../assignments.ts'
import type { Output, Terminal } from '../output.ts'
import { PACKAGE_ROOT } from '../package-info.ts'
import { onStopSignal } from '../stop-signals.ts'
import { fileProblem } from '../text/file-problem.ts'
import { writeDemoPage } from './demo-page.ts'

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
const QUARTERS = 4
const FPS = { least: 10, most: 60 } as const
/** A GIF is for a page among text: small, and larger in bytes than any video. */
const USUAL = {
  webm: { size: '1280x720', fps: 30 },
  mp4: { size: '1280x720', fps: 30 },
  gif: { size: '640x360', fps: 15 },
  'png-sequence': { size: '1280x720', fps: 30 },
  html: { size: '1280x720', fps: 30 },
} as const
export const DEMO_FORMATS = Object.keys(USUAL) as DemoFormat[]
type DemoFormat = keyof typeof USUAL

/**
 * Performs a storyboard and writes a video of it, with subtitles and chapters beside it, or a page that plays it.
 * @returns the exit code
 * @throws UsageError for a wrong storyboard or option, and where there is no browser
 */
export async function demo(idOrFile: string | undefined, options: DemoOptions, terminal: Terminal): Promise<number> {
  const { findStoryboard, listStoryboards } = await import('../../storyboards/index.ts')
  if (idOrFile === undefined) {
    for (const { id, title, summary } of await listStoryboards()) terminal.out.write(`${id.padEnd(22)}${title}. ${summary}\n`)
    return 0
  }
  const storyboard = await findStoryboard(idOrFile)
  const file = options.out ?? (options.format === 'png-sequence' ? storyboard.id : `${storyboard.id}.${options.format ?? 'webm'}`)
  const format = readFormat(options.format, file)
  const size = readSize(options.size ?? USUAL[format].size)
  const fps = await readFps(options.fps, format)
  await checkTarget(file, options.force === true)
  const theme = options.dark === true ? 'dark' : 'light'
  return withSession(async (url, signal) => {
    const onProgress = progressOn(terminal.err)
    const performance: PerformanceOptions = { storyboard, url, ...size, theme, signal, onProgress }
    const film = await import('../../film/index.ts')
    if (format === 'html') {
      const show = await writeDemoPage(await film.performShow(performance), storyboard, file, options.dark === true)
      clearLine(terminal.err)
      terminal.out.write(`${seconds(show.durationMs)}\n${file}\n`)
      return 0
    }
    const made = await film.makeFilm({ ...performance, format, out: file, fps })
    clearLine(terminal.err)
    tell(made, file, terminal)
    return made.cut === null ? 0 : 1
  }, terminal.err)
}

/** A host of its own, whose run files go with it. What ends the process early ends them, too. */
async function withSession(work: (url: string, signal: AbortSignal) => Promise<number>, err: Output): Promise<number> {
  const host = await import('../../host/index.ts')
  const abort = new AbortController()
  const dispose = onStopSignal(() => abort.abort())
  const runsFolder = await mkdtemp(path.join(tmpdir(), 'poolscope-demo-'))
  const removeNow = (): void => rmSync(runsFolder, { recursive: true, force: true })
  process.once('exit', removeNow)
  const session = host.createSession({ electron: null, runsFolder })
  let server: Awaited<ReturnType<typeof host.serve>> | null = null
  try {
    server = await host.serve({ session, rendererDir: RENDERER_DIR })
    return await work(server.url, abort.signal)
  } catch (error) {
    clearLine(err)
    if (!abort.signal.aborted) throw error
    err.write('Stopped before there was anything to keep.\n')
    return 1
  } finally {
    await server?.close()
    await session.close()
    await rm(runsFolder, { recursive: true, force: true })
    process.off('exit', removeNow)
    dispose()
  }
}

function tell({ show, pictures, distinct, files, cut }: MadeFilm, file: string, { out, err }: Terminal): void {
  out.write(`${seconds(show.durationMs)}, ${pictures} pictures, ${distinct} of them new\n${files.join('\n')}\n`)
  if (cut === null) return
  err.write(`${cut.why} "${file}" has the first ${seconds(show.durationMs)} of ${seconds(cut.wholeMs)}, and can be played.\n`)
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** On a terminal a line that changes, elsewhere a line now and then. */
function progressOn(err: Output): PerformanceOptions['onProgress'] {
  if (err.isTerminal) {
    return (share) => err.write(`\r${share === null ? 'performing…' : `filming ${Math.floor(share * 100)} %   `}`)
  }
  let said: string | null = null
  return (share) => {
    const line = share === null ? 'performing' : `filming ${Math.floor(share * QUARTERS) * 25} %`
    if (line !== said) err.write(`${line}\n`)
    said = line
  }
}

function clearLine(err: Output): void {
  if (err.isTerminal) err.write('\r\x1b[K')
}

/** Before anything is performed in vain. */
async function checkTarget(file: string, force: boolean): Promise<void> {
  if (existsSync(file) && !force) {
    throw new UsageError(`"${file}" is there already. Choose another name, or overwrite it with --force.`)
  }
  await access(path.dirname(path.resolve(file)), constants.W_OK).catch((cause: unknown) => {
    throw new UsageError(`"${file}" cannot be written: ${fileProblem(cause)}.`, { cause })
  })
}

function readFormat(wanted: string | undefined, file: string): DemoFormat {
  const name = wanted ?? (path.extname(file).slice(1) || 'png-sequence')
  const found = DEMO_FORMATS.find((format) => format === name)
  if (found !== undefined) return found
  throw new UsageError(`There is no film format "${name}". Formats: ${DEMO_FORMATS.join(', ')}.`)
}

function readSize(text: string): { width: number; height: number } {
  const [, width, height] = SIZE.exec(text) ?? []
  if (width === undefined || height === undefined) throw new UsageError(`--size cannot be "${text}". Use for example 1280x720 or 1920x1080.`)
  return { width: Number(width), height: Number(height) }
}

async function readFps(text: string | undefined, format: DemoFormat): Promise<number> {
  const fps = text === undefined ? USUAL[format].fps : readInteger('--fps', text, FPS.least, FPS.most)
  const { MAX_GIF_FPS } = await import('../../film/index.ts')
  if (format !== 'gif' || fps <= MAX_GIF_FPS) return fps
  throw new UsageError(`--fps cannot be ${fps}: a GIF shows at most ${MAX_GIF_FPS} pictures a second.`)
}
