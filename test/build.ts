import { chmodSync, existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT, runNode, tool } from './child.ts'
import { fingerprint, isFresh, markFresh, markStale } from './stale.ts'

interface Part {
  readonly title: string
  readonly command: readonly string[]
  /** Files and folders from which it is built. */
  readonly sources: readonly string[]
  /** A file that is there when it was built. */
  readonly result: string
  /** Made executable. */
  readonly program?: string
}

const COMMON = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'test/build.ts']

const PARTS = {
  engine: {
    title: 'engine (dist/)',
    command: [tool('@typescript/native/bin/tsc'), '-b', 'tsconfig.json'],
    sources: [...COMMON, 'tsconfig.json', 'workloads'],
    result: 'dist/contract/index.js',
    program: 'dist/cli/bin.js',
  },
  app: {
    title: 'desktop app and page (out/)',
    command: [tool('electron-vite/bin/electron-vite.js'), 'build', '--config', 'electron.config.ts', '--logLevel', 'warn'],
    sources: [...COMMON, 'electron.config.ts', 'electron', 'renderer', 'workloads'],
    result: 'out/renderer/index.html',
  },
  replay: {
    title: 'page that replays a run (out/replay/)',
    command: [tool('vite/bin/vite.js'), 'build', '--config', 'replay.config.ts'],
    sources: [...COMMON, 'replay.config.ts', 'renderer', 'workloads/contract', 'workloads/analysis'],
    result: 'out/replay/replay.html',
  },
  standin: {
    title: 'Electron stand-in (out/standin/)',
    command: [tool('@typescript/native/bin/tsc'), '-p', 'test/electron-standin'],
    sources: [...COMMON, 'test/electron-standin'],
    result: 'out/standin/bin.js',
    program: 'out/standin/bin.js',
  },
} as const satisfies Record<string, Part>

export type PartName = keyof typeof PARTS

/** What users need: no part of the tests. */
export const APP_PARTS = ['engine', 'app', 'replay'] as const satisfies readonly PartName[]
export const ALL_PARTS = ['engine', 'app', 'replay', 'standin'] as const satisfies readonly PartName[]

export interface BuildOptions {
  /** Leave alone what was built from the same sources. */
  readonly ifStale: boolean
  readonly say: (line: string) => void
}

/** Builds the parts side by side; true when all are built. What went wrong is said as the tools said it. */
export async function build(names: readonly PartName[], options: BuildOptions): Promise<boolean> {
  const built = await Promise.all(names.map((name) => buildPart(name, PARTS[name], options)))
  return built.every(Boolean)
}

async function buildPart(name: PartName, part: Part, { ifStale, say }: BuildOptions): Promise<boolean> {
  // Taken before the build: what changes while it runs makes it stale.
  const print = fingerprint(part.sources)
  if (ifStale && isFresh(name, print, part.result)) return true
  markStale(name)
  say(`building ${part.title} ...`)
  const { code, output, seconds } = await runNode(part.command)
  if (code !== 0) {
    say(`building ${part.title} failed:\n${output.trim()}`)
    return false
  }
  const program = part.program === undefined ? null : path.join(ROOT, part.program)
  if (program !== null && existsSync(program)) chmodSync(program, 0o755)
  markFresh(name, print)
  say(`built ${part.title} in ${seconds.toFixed(1)} s`)
  return true
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { 'if-stale': { type: 'boolean', default: false } } })
  const done = await build(APP_PARTS, { ifStale: values['if-stale'], say: console.log })
  process.exitCode = done ? 0 : 1
}
