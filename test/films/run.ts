import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBrowser } from '../browser.ts'
import { build } from '../build.ts'
import { ROOT } from '../child.ts'
import { ensureMediaTools } from '../media-tools.ts'

/**
 * `npm run test:films [-- <storyboard> ...] [--all] [--size 1280x720] [--fps 30]`: films the storyboards of the ten
 * techniques (or those named, or all) for real and looks at each film. A film takes about as long as it lasts, or more.
 */
const FOLDER = path.join(ROOT, '.cache/films')
const SECONDS = { least: 30, most: 90 } as const
const LEAST_CHAPTERS = 3

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, size: { type: 'string', default: '1280x720' }, fps: { type: 'string', default: '30' } },
})
const [width = 1280, height = 720] = values.size.split('x').map(Number)
const wanted = { width, height, fps: Number(values.fps) }

if (!(await build(['engine', 'app'], { ifStale: true, say: console.log }))) process.exit(1)
if ((await ensureBrowser(console.log)) === null || !(await ensureMediaTools(console.log))) process.exit(1)
process.exitCode = (await filmAll()) ? 0 : 1

/** @returns whether all are as they should be */
async function filmAll(): Promise<boolean> {
  // Built by now.
  const [{ TECHNIQUE_IDS }, { listStoryboards }, { checkFilm }, { filmStoryboard }] = await Promise.all([
    import('#engine/contract/index.js'),
    import('#engine/storyboards/index.js'),
    import('./check.ts'),
    import('./film-storyboard.ts'),
  ])
  const boards = await listStoryboards()
  const ids = positionals.length > 0 ? positionals : values.all ? boards.map(({ id }) => id) : [...TECHNIQUE_IDS]
  mkdirSync(FOLDER, { recursive: true })
  console.log(`${'film'.padEnd(18)} made in      lasts     size  moving   new a second  texts  chapters`)
  let allGood = true
  for (const id of ids) {
    const board = boards.find((candidate) => candidate.id === id)
    if (board === undefined) throw new Error(`There is no storyboard "${id}".`)
    const file = path.join(FOLDER, `${id}.webm`)
    const began = Date.now()
    const made = await filmStoryboard(board, file, wanted)
    const madeIn = (Date.now() - began) / 1000
    const { figures, problems } = await checkFilm(file, made, wanted)
    const { seconds, movingSeconds, leastMoving, texts, chapters } = figures
    const all = [...problems]
    if (seconds < SECONDS.least || seconds > SECONDS.most) all.push(`a demo lasts ${SECONDS.least} to ${SECONDS.most} s`)
    if (chapters < LEAST_CHAPTERS) all.push(`a video site wants ${LEAST_CHAPTERS} chapters`)
    const cells = [
      id.padEnd(18),
      `${madeIn.toFixed(0)} s`.padStart(7),
      `${seconds.toFixed(1)} s`.padStart(10),
      `${(statSync(file).size / 1e6).toFixed(2)} MB`.padStart(8),
      `${movingSeconds.toFixed(1)} s`.padStart(7),
      `at least ${leastMoving ?? '-'}`.padStart(14),
      String(texts).padStart(6),
      String(chapters).padStart(9),
    ]
    console.log(cells.join(' '))
    for (const problem of all) console.log(`  ${problem}`)
    allGood &&= all.length === 0
  }
  console.log(allGood ? `All films are good. They are in ${path.relative(ROOT, FOLDER)}/.` : 'Not all films are good.')
  return allGood
}
