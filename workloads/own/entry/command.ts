import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { CancelledError, TaskTimeoutError } from '../../contract/errors.ts'
import type { AbortSignalLike } from '../../contract/index.ts'

const KILL_MS = 1_000
/** The end of what a command wrote to its standard error. */
const TAIL_BYTES = 4_096
const TAIL_LINES = 5
const PLACEHOLDER = /\{(\w+)\}/g

/**
 * Runs a command as one task: a process, without a shell. `{in}` is the input where that is text or a number, else each
 * `{name}` is its field of that name; `{out}` without such a field is a temporary file, removed when the command has ended.
 * Rejects with an Error of exit code and last lines of standard error; TaskTimeoutError; CancelledError. Then its whole
 * process group has been ended.
 */
export async function runCommand(
  words: readonly string[],
  input: unknown,
  { signal, timeoutMs }: { readonly signal: AbortSignalLike; readonly timeoutMs: number },
): Promise<{ exitCode: number }> {
  const needsOut = words.some((word) => word.includes('{out}')) && fieldOf(input, 'out') === undefined
  const folder = needsOut ? await mkdtemp(path.join(tmpdir(), 'poolscope-')) : null
  try {
    const out = folder === null ? undefined : path.join(folder, 'out')
    const [program = '', ...args] = words.map((word) => fill(word, input, out))
    return await run(program, args, signal, timeoutMs)
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true })
  }
}

function fill(word: string, input: unknown, out: string | undefined): string {
  return word.replace(PLACEHOLDER, (_whole, name: string) => {
    const value = fieldOf(input, name) ?? (name === 'out' ? out : undefined)
    if (value !== undefined) return value
    throw new Error(`The command names {${name}}, and the input has no such field: ${JSON.stringify(input)}.`)
  })
}

function fieldOf(input: unknown, name: string): string | undefined {
  const value: unknown =
    typeof input === 'object' && input !== null ? (input as Record<string, unknown>)[name] : name === 'in' ? input : undefined
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function run(program: string, args: string[], signal: AbortSignalLike, timeoutMs: number): Promise<{ exitCode: number }> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const isGroup = process.platform !== 'win32'
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: isGroup })
    let tail = ''
    let ended: Error | null = null
    let killer: NodeJS.Timeout | null = null
    const end = (why: Error): void => {
      ended ??= why
      killGroup(child, 'SIGTERM')
      killer ??= setTimeout(() => killGroup(child, 'SIGKILL'), KILL_MS)
    }
    const onAbort = (): void => end(new CancelledError())
    const onExit = (): void => killGroup(child, 'SIGKILL') // this worker ends: so does what it started
    const timer = timeoutMs > 0 ? setTimeout(() => end(tooLong(program, timeoutMs)), timeoutMs) : null
    signal.addEventListener('abort', onAbort, { once: true })
    process.once('exit', onExit)
    const settle = (): void => {
      if (timer !== null) clearTimeout(timer)
      if (killer !== null) clearTimeout(killer)
      signal.removeEventListener('abort', onAbort)
      process.off('exit', onExit)
    }
    child.stderr.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-TAIL_BYTES)))
    child.on('error', (cause: NodeJS.ErrnoException) => {
      settle()
      const why = cause.code === 'ENOENT' ? 'there is no such program. Install it, or give its path' : cause.message
      reject(new Error(`${program} could not be started: ${why}.`, { cause }))
    })
    child.on('close', (code, killedBy) => {
      settle()
      if (ended !== null) {
        killGroup(child, 'SIGKILL') // what of the group outlived the program
        reject(ended)
      } else if (code === 0) resolve({ exitCode: 0 })
      else reject(new Error(`${program} ended with ${killedBy ?? `exit code ${String(code)}`}.${lastLines(tail)}`))
    })
  })
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // It has ended.
  }
}

const tooLong = (program: string, timeoutMs: number): TaskTimeoutError =>
  new TaskTimeoutError(`${program} ran longer than its limit of ${timeoutMs} ms and was stopped, with what it had started`)

function lastLines(text: string): string {
  const lines = text.trimEnd().split('\n').slice(-TAIL_LINES)
  return text.trim() === '' ? '' : ` Its last lines: ${lines.join(' | ')}`
}
