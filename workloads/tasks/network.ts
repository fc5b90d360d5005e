import { Agent as HttpAgent, get as httpGetRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, get as httpsGetRequest } from 'node:https'
import type { TaskContext } from '../contract/tasks.ts'
import { linkAbort } from './abort.ts'

export interface HttpGetInput {
  /** `http:` or `https:`. */
  url: string
  /** For the whole request, body included. Default 10,000. */
  timeoutMs?: number
  /** Use connections of this worker again, as `requests.Session` does. Default: always a new one, as `requests.get`. */
  keepAlive?: boolean
}

export interface HttpGetOutput {
  status: number
  /** Length of the body. */
  bytes: number
  ms: number
}

const DEFAULT_TIMEOUT_MS = 10_000

/** One pair for each worker; Node does not keep a worker alive for idle connections. */
const keepAliveAgents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }

/** The response once its head is there. */
function request(url: URL, keepAlive: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:'
    const pooled = secure ? keepAliveAgents.https : keepAliveAgents.http
    const options = { signal, agent: keepAlive ? pooled : false }
    const sent = secure ? httpsGetRequest(url, options, resolve) : httpGetRequest(url, options, resolve)
    sent.on('error', reject)
  })
}

/** `connect ECONNREFUSED 127.0.0.1:9` and the like; some of Node's errors hold the reason only in their parts. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

/**
 * Gets a URL and reads the whole body. CPython: `requests.get(url, timeout=...)` with `raise_for_status()`.
 * @throws Error naming the URL when there is no answer in time, or one whose status is not 2xx (redirects included)
 */
export async function httpGet(
  { url, timeoutMs = DEFAULT_TIMEOUT_MS, keepAlive = false }: HttpGetInput,
  { signal }: TaskContext,
): Promise<HttpGetOutput> {
  signal.throwIfAborted()
  const startedMs = performance.now()
  const linked = linkAbort(signal)
  const late = new Error(`no complete answer within ${timeoutMs} ms`)
  const timer = setTimeout(() => linked.abort(late), timeoutMs)
  try {
    const response = await request(new URL(url), keepAlive, linked.signal)
    let bytes = 0
    for await (const piece of response as AsyncIterable<Buffer>) bytes += piece.length
    const status = response.statusCode ?? 0
    if (status < 200 || status > 299) throw new Error(`status ${status} ${response.statusMessage ?? ''}`.trim())
    return { status, bytes, ms: performance.now() - startedMs }
  } catch (error) {
    signal.throwIfAborted()
    throw new Error(`GET ${url}: ${linked.signal.aborted ? late.message : reasonOf(error)}`, { cause: error })
  } finally {
    clearTimeout(timer)
    linked.dispose()
  }
}
