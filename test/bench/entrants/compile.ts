import path from 'node:path'
import { ROOT, runNode, tool } from '../../child.ts'
import { fingerprint, isFresh, markFresh, markStale } from '../../stale.ts'

const SOURCES = ['test/bench/contestants', 'test/bench/figures.ts', 'test/tsconfig.json', 'tsconfig.base.json', 'package.json']
const BUILT = '.cache/bench/contestants'

/**
 * Compiles contestants, unless they are. They run in a plain Node: a loader that translates TypeScript as it comes is
 * handed on to worker threads, and there it slows down their start and makes tinypool hang.
 * @throws Error with what the compiler says
 */
export async function compileContestants(): Promise<void> {
  const print = fingerprint(SOURCES)
  if (isFresh('bench', print, `${BUILT}/serve.js`)) return
  markStale('bench')
  const { code, output } = await runNode([tool('@typescript/native/bin/tsc'), '-p', 'test/bench/contestants'])
  if (code !== 0) throw new Error(`the contestants cannot be compiled:\n${output.trim()}`)
  markFresh('bench', print)
}

/** The built module of a contestant. */
export function contestantFile(name: string): string {
  return path.join(ROOT, BUILT, `${name}.js`)
}
