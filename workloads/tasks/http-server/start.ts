import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { PoolscopeError, TimeoutError, UsageError } from '../../contract/errors.ts'
import {
  reportSchema,
  type Command,
  type HttpServerStats,
  type httpServerOptionsSchema,
  type Report,
} from './protocol.ts'

/** A start takes about 0.1 s; on a machine whose cores are all taken many times over, much longer. */
const START_DEADLINE_MS = 30_000
const STATS_DEADLINE_MS = 10_000
const STOP_DEADLINE_MS = 2_000

/** A running HTTP server in a process of its own. */
export interface HttpServer {
  /** Ends with a slash. */
  readonly url: string
  readonly pid: number
  /** Resolves with the exit code, or null after a signal, when the process is gone for whatever reason. */
  readonly exited: Promise<number | null>
  /** @throws TimeoutError when the server does not answer */
  stats(): Promise<HttpServerStats>
  /** Ends the server: politely, after two seconds by force. Resolves when its process is gone. May be called again. */
  stop(): Promise<void>
}

/** The next report of one type. A failure, the end of the process and a silence of `deadlineMs` reject. */
function nextReport<T extends Report['type']>(
  child: ChildProcess,
  type: T,
  deadlineMs: number,
): Promise<Extract<Report, { type: T }>> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
      end()
    }
    const onMessage = (message: unknown) => {
      const { data: report, error } = reportSchema.safeParse(message)
      if (report === undefined) settle(() => reject(error))
      else if (report.type === 'failed') settle(() => reject(new UsageError(report.message)))
      else if (report.type === type) settle(() => resolve(report as Extract<Report, { type: T }>))
    }
    const onExit = (code: number | null, signal: string | null) => {
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`
      settle(() => reject(new PoolscopeError('ERR_HTTP_SERVER', `The HTTP server ended unexpectedly (${how}).`)))
    }
    const onError = (cause: Error) => {
      const message = `The process of the HTTP server cannot be reached: ${cause.message}`
      settle(() => reject(new PoolscopeError('ERR_HTTP_SERVER', message, { cause })))
    }
    const timer = setTimeout(() => {
      settle(() => reject(new TimeoutError(`The HTTP server gave no answer within ${deadlineMs / 1000} s.`)))
    }, deadlineMs)
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
  })
}

/**
 * Starts the embedded HTTP server on the loopback interface.
 * @throws UsageError when an option is wrong, or the port is in use or forbidden
 */
export async function startHttpServer(options: z.input<typeof httpServerOptionsSchema> = {}): Promise<HttpServer> {
  const child = fork(fileURLToPath(new URL('./entry.js', import.meta.url)), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  // Whoever waits for an answer hears of an error; without a listener of its own it would end the whole program.
  child.on('error', () => {})
  const stop = async () => {
    // A child that is already gone cannot be told anything; that is as good.
    child.send('stop' satisfies Command, () => {})
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS)
    await exited
    clearTimeout(force)
  }
  try {
    const { port } = await nextReport(child, 'listening', START_DEADLINE_MS)
    return {
      url: `http://127.0.0.1:${port}/`,
      pid: child.pid ?? 0,
      exited,
      stop,
      stats: async () => {
        const answer = nextReport(child, 'stats', STATS_DEADLINE_MS)
        child.send('stats' satisfies Command)
        return (await answer).stats
      },
    }
  } catch (error) {
    if (child.pid !== undefined) {
      child.kill('SIGKILL')
      await exited
    }
    throw error
  }
}
