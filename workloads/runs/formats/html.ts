import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { REPLAY_PAGE_MARKS, UsageError, type DemoPage } from '../../contract/index.ts'
import type { ExportFormat } from './export-format.ts'

/** The built page without a run. This file runs from dist/runs/formats. */
const TEMPLATE = join(import.meta.dirname, '../../../out/replay/replay.html')
/** A run of a million tasks takes half of it. Browsers keep the page's text, the file and its tables at once. */
export const MAX_PAGE_RUN_BYTES = 100 * 2 ** 20

/** One file that replays the run in any browser, offline. */
export const html = {
  id: 'html',
  write: (run, file) => replayPage(file, { title: run.info.title }),
} satisfies ExportFormat

export interface ReplayPage {
  /** Of the document. */
  readonly title: string
  /** The page's own code; default: as built beside the engine. */
  readonly template?: string
}

/**
 * A web page that holds a run file and everything that is needed to replay it: it loads nothing, from nowhere.
 * @returns the page in pieces, made as they are asked for
 * @throws UsageError when the file is larger than `MAX_PAGE_RUN_BYTES` or the page is not built
 */
export function replayPage(file: Uint8Array, { title, template }: ReplayPage): Promise<AsyncIterable<string>> {
  return pageOf([file], { title, demo: '', ...(template === undefined ? {} : { template }) })
}

/**
 * A web page that plays a demo, in the same way: the runs that were performed, and what was to be seen when.
 * @param runFiles in the order in which the show counts them
 * @returns the page in pieces, made as they are asked for
 * @throws UsageError when the run files are larger than `MAX_PAGE_RUN_BYTES` or the page is not built
 */
export function demoPage(runFiles: readonly Uint8Array[], demo: Omit<DemoPage, 'runBytes'>): Promise<AsyncIterable<string>> {
  const whole: DemoPage = { ...demo, runBytes: runFiles.map(({ length }) => length) }
  // JSON in a script element ends at what looks like the end of the element.
  return pageOf(runFiles, { title: demo.title, demo: JSON.stringify(whole).replaceAll('<', '\\u003c') })
}

async function pageOf(files: readonly Uint8Array[], { title, demo, template }: ReplayPage & { readonly demo: string }): Promise<AsyncIterable<string>> {
  const bytes = files.reduce((sum, { length }) => sum + length, 0)
  if (bytes > MAX_PAGE_RUN_BYTES) {
    const [mib, limit] = [bytes, MAX_PAGE_RUN_BYTES].map((size) => Math.ceil(size / 2 ** 20))
    throw new UsageError(
      `This run file has ${mib} MiB; a web page can hold at most ${limit}. Replay it in the window: "poolscope serve", then drop it there.`,
    )
  }
  const [head, beforeDemo, beforeRun, tail] = split(template ?? (await readTemplate()))
  return (async function* () {
    yield `${head}${escaped(title)}${beforeDemo}${demo}${beforeRun}`
    yield* base64(Readable.from(slices(files)).pipe(createGzip()))
    yield tail
  })()
}

async function readTemplate(): Promise<string> {
  try {
    return await readFile(TEMPLATE, 'utf8')
  } catch (cause) {
    throw new UsageError(`The page that replays a run is not built: ${TEMPLATE} cannot be read. Run "npm run build" first.`, { cause })
  }
}

/** Around the title, the demo and the run, which stand in this order. */
function split(template: string): [string, string, string, string] {
  const parts = [template]
  for (const mark of [REPLAY_PAGE_MARKS.title, REPLAY_PAGE_MARKS.demo, REPLAY_PAGE_MARKS.run]) {
    const [before = '', after, ...more] = (parts.pop() ?? '').split(mark)
    if (after === undefined || more.length > 0) {
      throw new UsageError('The page that replays a run is of another version. Run "npm run build" again.')
    }
    parts.push(before, after)
  }
  const [head = '', beforeDemo = '', beforeRun = '', tail = ''] = parts
  return [head, beforeDemo, beforeRun, tail]
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

/** So large that it is quick, and others get their turn between two. */
const SLICE_BYTES = 2 ** 20

function* slices(files: readonly Uint8Array[]): Iterable<Uint8Array> {
  for (const bytes of files) {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES)
  }
}

/** Three bytes are four characters, so what is left of each piece goes to the next. */
async function* base64(pieces: AsyncIterable<Buffer>): AsyncIterable<string> {
  let rest = Buffer.alloc(0)
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece])
    const whole = bytes.length - (bytes.length % 3)
    rest = bytes.subarray(whole)
    if (whole > 0) yield bytes.toString('base64', 0, whole)
  }
  if (rest.length > 0) yield rest.toString('base64')
}
