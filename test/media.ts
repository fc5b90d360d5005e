import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { APP_PARTS, build } from './build.ts'
import { ensureBrowser } from './browser.ts'
import { ROOT, runNode } from './child.ts'
import { fingerprint } from './stale.ts'

/**
 * `npm run docs:media`: the animations and videos of the documentation, made by `poolscope demo` of real runs, and what
 * they were made from.
 */
export const MEDIA_FOLDER = 'docs/media'
export const MANIFEST = `${MEDIA_FOLDER}/manifest.json`

interface Medium {
  readonly file: string
  /** Its storyboard, from the project's folder. */
  readonly storyboard: string
  readonly options: readonly string[]
  /** Files that come beside it. */
  readonly beside: readonly string[]
}

export const MEDIA: readonly Medium[] = [
  { file: 'overview.gif', storyboard: `${MEDIA_FOLDER}/overview.yaml`, options: ['--size', '640x360', '--fps', '12'], beside: [] },
  {
    file: 'gather.webm',
    storyboard: 'storyboards/gather.yaml',
    options: ['--size', '640x360', '--fps', '20'],
    beside: ['gather.vtt', 'gather.chapters.txt'],
  },
]

/** What is seen on the stage, and when. Charts are not among it: they change often, and little that a film would show. */
const STAGE = ['renderer/stage', 'renderer/show', 'renderer/ui/tokens.css', 'workloads/analysis/show']

/** What a file would be made from now, as one short text. */
export const madeFrom = ({ storyboard, options }: Medium): string => `${options.join(' ')} ${fingerprint([storyboard, ...STAGE])}`

async function main(): Promise<void> {
  if (!(await build(APP_PARTS, { ifStale: true, say: console.log }))) throw new Error('the app could not be built')
  if ((await ensureBrowser(console.log)) === null) throw new Error('there is no browser to film with')
  mkdirSync(path.join(ROOT, MEDIA_FOLDER), { recursive: true })
  for (const { file, storyboard, options } of MEDIA) {
    const out = `${MEDIA_FOLDER}/${file}`
    const { code, output } = await runNode(['dist/cli/bin.js', 'demo', storyboard, '--out', out, ...options, '--force'], console.log)
    if (code !== 0) throw new Error(`${file} could not be made: ${output}`)
    console.log(`${out}: ${(statSync(path.join(ROOT, out)).size / 1000).toFixed(0)} kB`)
  }
  const entries = MEDIA.map((medium) => [medium.file, madeFrom(medium)] as const)
  writeFileSync(path.join(ROOT, MANIFEST), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`)
}

if (process.argv[1] === import.meta.filename) await main()
