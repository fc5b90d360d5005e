import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '../../child.ts'

/** A film takes as long as the machine needs for its pictures. */
export const FILM_MS = 240_000

export const BOARD = `
version: 1
id: short
title: Short
summary: A short one.
seed: 7
steps:
  - { step: card, title: A pool, forMs: 500 }
  - { step: show, panels: [queue-depth, timeline] }
  - step: run
    preset: thread-pool
    params: { task: sleep, tasks: 40, workers: 4, durationMs: 140 }
    captions:
      - { when: { ended: 0.5 }, say: Half are done. }
  - { step: until, when: { event: finished } }
`

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line; `onErr` gets what it has said on standard error each time that it says more. */
export function poolscope(args: readonly string[], { env = {}, onErr }: { env?: Record<string, string>; onErr?: (said: string, child: ChildProcess) => void } = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      onErr?.(err, child)
    })
    child.once('close', (code) => resolve({ code, out, err }))
  })
}
