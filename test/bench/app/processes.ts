import { fork, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ROOT } from '../../child.ts'
import type { HostMessage, HostReport } from './host.ts'

const START_MS = 30_000
/** How long a process may take to end by itself. */
const END_MS = 5_000

/** Runs of a session are recorded; those of the bench not among the user's. */
function ownData(): { readonly env: NodeJS.ProcessEnv; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'poolscope-bench-'))
  return {
    env: { ...process.env, POOLSCOPE_DATA: folder },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The bench's own host, in a process of its own. */
export interface BenchHost {
  readonly url: string
  /** What it did since the last report. */
  report(): Promise<HostReport>
  close(): Promise<void>
}

/** `replay`: sends a run without workers at 100,000 tasks/s. `session`: starts real runs, and knows when they began. */
export async function openHost(mode: 'replay' | 'session'): Promise<BenchHost> {
  const file = path.join(import.meta.dirname, 'host.mjs')
  const data = ownData()
  const child = fork(file, [mode], { cwd: ROOT, env: data.env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const close = async (): Promise<void> => {
    await ended(child, () => {
      if (child.connected) child.disconnect()
    })
    data.remove()
  }
  try {
    const hello = await nextMessage(child)
    if (!('url' in hello)) throw new Error('the host of the bench did not say where it is')
    return {
      url: hello.url,
      async report() {
        child.send('report')
        const answer = await nextMessage(child)
        if (!('report' in answer)) throw new Error('the host of the bench did not report')
        return answer.report
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** `poolscope serve` as users start it. */
export interface ServeProcess {
  readonly url: string
  close(): Promise<void>
}

export async function startServe(): Promise<ServeProcess> {
  const data = ownData()
  const child = spawn(process.execPath, ['dist/cli/bin.js', 'serve', '--port', '0'], {
    cwd: ROOT,
    env: data.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = async (): Promise<void> => {
    await ended(child, () => child.kill('SIGINT'))
    data.remove()
  }
  const url = new Promise<string>((resolve) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/\S+(?=\s)/.exec(said)?.[0]
      if (found !== undefined) resolve(found)
    })
  })
  try {
    return { url: await orEnd(child, url), close }
  } catch (error) {
    await close()
    throw error
  }
}

function nextMessage(child: ChildProcess): Promise<HostMessage> {
  const message = new Promise<HostMessage>((resolve) => {
    child.once('message', (received) => resolve(received as HostMessage))
  })
  return orEnd(child, message)
}

/** @throws Error when the process ends first, or takes too long */
async function orEnd<T>(child: ChildProcess, wanted: Promise<T>): Promise<T> {
  const gaveUp = new AbortController()
  try {
    return await Promise.race([
      wanted,
      new Promise<never>((_, reject) => {
        const fail = (why: string) => (): void => reject(new Error(`${child.spawnargs.slice(1).join(' ')} ${why}`))
        const timer = setTimeout(fail(`did not answer within ${START_MS} ms`), START_MS)
        const onExit = fail('ended')
        child.once('exit', onExit)
        gaveUp.signal.addEventListener('abort', () => {
          clearTimeout(timer)
          child.off('exit', onExit)
        })
      }),
    ])
  } finally {
    gaveUp.abort()
  }
}

/** Asks a process to end and waits for that; it is killed when it takes too long. */
async function ended(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    ask()
  })
}
