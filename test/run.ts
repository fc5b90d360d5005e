import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBrowser } from './browser.ts'
import { ALL_PARTS, build } from './build.ts'
import { ROOT, runNode, tool } from './child.ts'
import { ensureMediaTools } from './media-tools.ts'
import { Report, type Count } from './report.ts'

/**
 * `npm test`: everything. `npm test -- unit e2e` runs only these steps (browser and build come first all the same).
 * Ends with one line for each step and the sum.
 */
const STEPS = ['types', 'lint', 'imports', 'unit', 'faults', 'e2e', 'bench'] as const
type Step = (typeof STEPS)[number]

const TYPED_FOLDERS = ['renderer', 'electron', 'test', 'test/electron-standin']
const PLAYWRIGHT_RESULT = path.join(ROOT, 'test-results/playwright.json')

const asked = process.argv.slice(2)
const wrong = asked.filter((name) => !STEPS.some((step) => step === name))
if (wrong.length > 0) {
  console.error(`There is no test step "${wrong.join('", "')}". Steps: ${STEPS.join(', ')}.`)
  process.exit(2)
}
const wants = (step: Step): boolean => asked.length === 0 || asked.includes(step)

const report = new Report(console.log)
await prepare()
// Checking and unit tests share the two cores of a small machine; the end-to-end tests get them to themselves.
await Promise.all([checks(), vitest('unit', [])])
await vitest('faults', ['--config', 'test/faults/vitest.config.ts'])
await endToEnd()
await bench()
process.exitCode = report.finish()

async function prepare(): Promise<void> {
  await Promise.all([
    tools(),
    report.step('build', (say) => build(ALL_PARTS, { ifStale: true, say })),
  ])
}

/** One after the other: apt-get does not work for two at a time. */
async function tools(): Promise<void> {
  await report.step('browser', async (say) => {
    const browser = await ensureBrowser(say)
    if (browser !== null) say(browser)
    return browser !== null
  })
  if (wants('unit')) await report.step('ffmpeg', (say) => ensureMediaTools(say))
}

async function checks(): Promise<void> {
  if (wants('types')) {
    for (const folder of TYPED_FOLDERS) await tsc(folder)
  }
  if (wants('lint')) await program('lint', [tool('oxlint/bin/oxlint'), '--deny-warnings'])
  if (wants('imports')) await program('imports', ['--import', 'tsx', 'test/imports.ts'])
}

function tsc(folder: string): Promise<boolean> {
  return program(`types ${folder}`, [tool('@typescript/native/bin/tsc'), '-p', folder, '--noEmit'])
}

/** A check that is passed or failed as a whole; what it says matters only when it failed. */
function program(name: string, args: readonly string[]): Promise<boolean> {
  return report.step(name, async (say) => {
    const { code, output } = await runNode(args)
    if (code !== 0) say(output.trim())
    return code === 0
  })
}

async function vitest(step: Step, config: readonly string[]): Promise<void> {
  if (!wants(step)) return
  const result = path.join(ROOT, `.cache/vitest-${step}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${result}`]
  await tests(step, result, [tool('vitest/vitest.mjs'), 'run', ...config, '--silent=passed-only', ...reporters], (json) => {
    const { numPassedTests: passed, numTotalTests: total } = json as { numPassedTests: number; numTotalTests: number }
    // What did not pass failed: this project skips no tests.
    return { passed, failed: total - passed }
  })
}

async function endToEnd(): Promise<void> {
  if (!wants('e2e')) return
  await tests('e2e', PLAYWRIGHT_RESULT, [tool('@playwright/test/cli.js'), 'test', '--project=serve', '--project=desktop'], (json) => {
    const { stats } = json as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }
  })
}

/** The bench at its smallest: shows that it works, and prints figures that nobody judges. */
async function bench(): Promise<void> {
  if (!wants('bench')) return
  await report.step('bench', async (say) => {
    const { code } = await runNode(['--import', 'tsx', 'test/bench/run.ts', '--quick'], say)
    return code === 0
  })
}

/** A test runner that leaves its counts in a file. One that counted nothing, or failed beside its tests, has failed. */
async function tests(
  name: string,
  resultFile: string,
  args: readonly string[],
  countOf: (json: unknown) => Count,
): Promise<void> {
  await report.count(name, async (say) => {
    if (report.failed('build')) {
      say('not run, because the build failed')
      return { passed: 0, failed: 1 }
    }
    rmSync(resultFile, { force: true })
    const { code } = await runNode(args, say)
    const { passed, failed } = read(resultFile, countOf)
    return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed }
  })
}

function read(file: string, countOf: (json: unknown) => Count): Count {
  try {
    return countOf(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
}
