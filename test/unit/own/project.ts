import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import type { Params, RunSummary } from 'poolscope'
import type { Run } from 'poolscope'
import { OWN_TASK } from '#engine/contract/index.js'
import { finish } from '../runs/finish.ts'

/** A folder of a user's project with these files; consents are remembered in it, not at the user's own. */
export function project(files: Readonly<Record<string, string>>): (name: string) => string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'poolscope-own-')))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  process.env['POOLSCOPE_DATA'] = path.join(folder, 'data')
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return (name) => path.join(folder, name)
}

export interface Ended {
  readonly run: Run
  readonly summary: RunSummary
  /** What its log says went wrong. */
  readonly errors: string[]
}

/** Runs a task of the user's to its end, and checks that nothing of it is left. */
export async function runOwn(params: Params, use?: (run: Run) => Promise<void>): Promise<Ended> {
  const { run, summary } = await finish({ preset: OWN_TASK, params, confirmed: true }, use)
  const errors = run.recorder.logEntries.filter(({ level }) => level === 'error').map(({ text }) => text)
  return { run, summary, errors }
}
