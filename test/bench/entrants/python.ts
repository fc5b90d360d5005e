import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Entrant } from '../rounds.ts'

const figuresSchema = z.record(z.string(), z.number())

/** Starts a script of `python/`, which measures a round for each line that it reads and prints it as JSON. */
export async function startPython(name: string, python: string, script: string, ...args: readonly string[]): Promise<Entrant> {
  const file = fileURLToPath(new URL(`../python/${script}`, import.meta.url))
  const child = spawn(python, ['-u', file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child, 'spawn')
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    name,
    round: async (small) => {
      child.stdin.write(small ? 'small\n' : 'full\n')
      const line = await lines.next()
      if (line.done === true) throw new Error(`${name}: ${script} ended before it answered`)
      return figuresSchema.parse(JSON.parse(line.value))
    },
    close: async () => {
      child.stdin.end()
      await exited
    },
  }
}
