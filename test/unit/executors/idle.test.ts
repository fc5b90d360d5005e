import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'

const SCRIPT = path.join(import.meta.dirname, 'never-shut-down.mjs')

it.each(['ThreadPoolExecutor', 'ProcessPoolExecutor', 'EventLoopExecutor'])(
  'a program that never shuts its %s down runs all its tasks, and ends',
  async (kind) => {
    const child = spawn(process.execPath, [SCRIPT, kind], { stdio: ['ignore', 'pipe', 'pipe'] })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    const [out, said, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    expect(out).toBe('first 2\nlater 4,6,8\n')
    expect(said).toContain('what a task prints goes to stderr')
    expect(exit).toEqual([0, null])
  },
)
