import { spawn } from 'node:child_process'
import path from 'node:path'

/** The project's folder; everything here runs from it. */
export const ROOT = path.join(import.meta.dirname, '..')

export interface ChildResult {
  readonly code: number
  readonly output: string
  readonly seconds: number
}

/**
 * Runs a program to its end. Its output is kept, and passed to `onLine` as it comes. Never rejects: a program that
 * cannot start has code 127.
 */
export function runProgram(
  command: string,
  args: readonly string[],
  onLine?: (line: string) => void,
): Promise<ChildResult> {
  const started = Date.now()
  return new Promise((resolve) => {
    // FORCE_COLOR goes: Node warns when it and NO_COLOR are both set.
    const { FORCE_COLOR: _, ...inherited } = process.env
    const env = { ...inherited, NO_COLOR: '1', DEBIAN_FRONTEND: 'noninteractive' }
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let rest = ''
    const take = (chunk: Buffer): void => {
      const text = chunk.toString()
      output += text
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      if (onLine) for (const line of lines) onLine(line)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', (error) => {
      resolve({ code: 127, output: `${output}${error.message}\n`, seconds: 0 })
    })
    child.once('close', (code, signal) => {
      if (onLine && rest !== '') onLine(rest)
      if (signal !== null) output += `ended by ${signal}\n`
      resolve({ code: code ?? 128, output, seconds: (Date.now() - started) / 1000 })
    })
  })
}

/** Runs a Node program of the project. */
export function runNode(args: readonly string[], onLine?: (line: string) => void): Promise<ChildResult> {
  return runProgram(process.execPath, args, onLine)
}

/** A program of an installed package, as the first argument for `runNode`. */
export function tool(file: string): string {
  return path.join(ROOT, 'node_modules', file)
}
