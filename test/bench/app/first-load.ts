import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'
import { ROOT } from '../../child.ts'
import type { Row } from '../suite.ts'
import { rounded } from '../web/figures.ts'
import { startServe } from './processes.ts'
import { openWindow } from './window.ts'

const TARGET_KB = 350
const RENDERER_DIR = path.join(ROOT, 'out', 'renderer')

/**
 * What the window asks for before its first paint, and for the text in it, as it would travel with gzip. What it fetches
 * after that, before anyone has touched it, is told beside.
 */
export async function firstLoad(page: Page, probe: string): Promise<Row> {
  const server = await startServe()
  try {
    const asked = new Set<string>()
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url())
      if (origin === new URL(server.url).origin) asked.add(pathname === '/' ? 'index.html' : pathname.slice(1))
    })
    await openWindow(page, server.url, probe)
    await page.evaluate(async () => {
      await document.fonts.ready
    })
    await page.waitForLoadState('networkidle')
    return rowOf(asked, await scriptsAfterPaint(page))
  } finally {
    await server.close()
  }
}

/** Scripts that were asked for after the first paint. */
async function scriptsAfterPaint(page: Page): Promise<ReadonlySet<string>> {
  const urls = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    if (paint === undefined) throw new Error('the page says nothing of its first paint')
    const later = performance.getEntriesByType('resource').filter(({ startTime }) => startTime > paint.startTime)
    return later.map(({ name }) => name).filter((name) => name.endsWith('.js'))
  })
  return new Set(urls.map((url) => new URL(url).pathname.slice(1)))
}

interface Sized {
  readonly name: string
  readonly kB: number
}

function rowOf(asked: ReadonlySet<string>, afterPaint: ReadonlySet<string>): Row {
  const all = readdirSync(RENDERER_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => path.relative(RENDERER_DIR, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  const first = all.filter((name) => asked.has(name) && !afterPaint.has(name)).map(sized)
  const soon = all.filter((name) => afterPaint.has(name)).map(sized)
  const later = all.filter((name) => !asked.has(name)).map(sized)
  const kB = sum(first)
  return {
    id: 'bundle',
    unit: 'kB',
    ours: rounded(kB, 1),
    bestPeer: null,
    peer: null,
    ratio: null,
    target: `<= ${TARGET_KB} kB`,
    met: kB <= TARGET_KB,
    note:
      `${words(first)}; right after the first paint ${sum(soon).toFixed(0)} kB: ${words(soon)}; on demand ${later.length} files, ${sum(later).toFixed(0)} kB: ${words(later)}; ` +
      'gzip of each file (fonts are packed already), the same in each round',
  }
}

/** kB of 1,000 bytes. A font is packed already: gzip makes it no smaller. */
function sized(name: string): Sized {
  const content = readFileSync(path.join(RENDERER_DIR, name))
  const bytes = name.endsWith('.woff2') ? content.length : gzipSync(content, { level: 9 }).length
  return { name, kB: bytes / 1000 }
}

const sum = (files: readonly Sized[]): number => files.reduce((total, { kB }) => total + kB, 0)

/** The largest ones by name, without the folder and the hash of their content. */
function words(files: readonly Sized[]): string {
  const shown = files.toSorted((a, b) => b.kB - a.kB).slice(0, 6)
  return shown.map(({ name, kB }) => `${path.posix.basename(name).replace(/-[\w-]{8}(?=[.]\w+$)/, '')} ${kB.toFixed(1)}`).join(', ')
}
