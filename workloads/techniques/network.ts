import { isIPv4 } from 'node:net'
import { z } from 'zod'
import { offerKnob, UsageError, type CheckedTurn, type ParamMeta } from '../contract/index.ts'
import { Thread } from '../executors/index.ts'
import { integerParam, numberParam, startHttpServer, workloadSchema, workloadShapeWith, type WorkItem } from '../tasks/index.ts'
import { systemClock } from '../telemetry/clock.ts'
import { Arrivals } from './arrivals.ts'
import { killKnob, rateKnobs, rateOffers } from './knobs.ts'
import { submitAll } from './submit.ts'
import { defineTechnique } from './technique.ts'

/** Other people's servers get no more than this from us. */
const MAX_FOREIGN_REQUESTS = 100
const MAX_FOREIGN_THREADS = 8
const MAX_THREADS = 128

const { arrival, ratePerSecond } = workloadShapeWith()
const embedded = { showWhen: { name: 'url', values: [''] } }

const schema = z.object({
  requests: integerParam(1, 2_000, 24, { label: 'Requests', help: 'Each is made by a thread of its own.' }),
  workers: integerParam(1, MAX_THREADS, 8, { label: 'Threads at a time', help: 'A thread more starts when one has ended.' }),
  url: z
    .string()
    .default('')
    .meta({
      label: 'URL',
      help: 'Empty: a server of our own on this machine. For any other address you are asked first.',
      widget: 'url',
    } satisfies ParamMeta),
  latencyMs: numberParam(0, 60_000, 120, { label: 'Server latency', unit: 'ms', ...embedded }),
  jitterMs: numberParam(0, 60_000, 60, { label: 'Jitter', unit: 'ms', help: 'Added at random, from the seed.', ...embedded }),
  errorRate: numberParam(0, 1, 0.05, { label: 'Error rate', help: 'Share of requests answered with 503.', ...embedded }),
  requestTimeoutMs: numberParam(1, 600_000, 10_000, { label: 'Request time limit', unit: 'ms' }),
  arrival,
  ratePerSecond,
})

/** HTTP GETs from threads, one thread per request. Errors are collected, not lost with their thread. */
export const network = defineTechnique({
  id: 'network',
  title: 'Network requests',
  schema,
  limit(params) {
    if (params.url !== '') checkUrl(params.url)
    if (isOurs(params.url)) return params
    return {
      ...params,
      requests: Math.min(params.requests, MAX_FOREIGN_REQUESTS),
      workers: Math.min(params.workers, MAX_FOREIGN_THREADS),
    }
  },
  confirmation({ url, requests, workers }) {
    if (isOurs(url)) return null
    return (
      `This sends ${requests} GET requests to ${url}, up to ${workers} at a time. ` +
      `(At most ${MAX_FOREIGN_REQUESTS} and ${MAX_FOREIGN_THREADS} are allowed for addresses that are not this machine.) ` +
      'Only go on if you may do that to this server.'
    )
  },
  workload: ({ requests, arrival: when, ratePerSecond: rate }) => ({
    ...workloadSchema.parse({ tasks: requests, arrival: when, ratePerSecond: rate }),
    task: 'http-get',
  }),
  async startService({ url, latencyMs, jitterMs, errorRate, requestTimeoutMs: timeoutMs }, { seed, observer }) {
    if (url !== '') return { httpGet: { url, timeoutMs }, stop: () => Promise.resolve() }
    const index = observer.workerAdded({ kind: 'process', role: 'server', name: 'HTTP server', atMs: systemClock.nowMs() })
    const server = await startHttpServer({ latencyMs, jitterMs, errorRate, seed })
    observer.workerReady(index, { pid: server.pid, osThreadId: null }, systemClock.nowMs())
    let stopping = false
    void server.exited.then((code) => observer.workerEnded(index, code, stopping, systemClock.nowMs()))
    return {
      httpGet: { url: server.url, timeoutMs },
      stop: () => {
        stopping = true
        observer.workerEnding(index)
        return server.stop()
      },
    }
  },
  knobs: (params) => [
    offerKnob('resize', params.workers, { max: isOurs(params.url) ? MAX_THREADS : MAX_FOREIGN_THREADS }),
    offerKnob('kill', null),
    ...rateOffers(params),
  ],
  async run({ params, workload, observer, signal, bindKnobs }) {
    const arrivals = new Arrivals()
    const running = new Set<Thread<unknown>>()
    let most = params.workers
    const alive = new Set<Promise<void>>()
    const waiting: Thread<unknown>[] = []
    const startNext = (): void => {
      const thread = alive.size < most && !signal.aborted ? waiting.shift() : undefined
      if (thread === undefined) return
      thread.start()
      running.add(thread)
      const joined = thread.join().then(() => {
        alive.delete(joined)
        running.delete(thread)
        startNext()
      })
      alive.add(joined)
    }
    const resize = ({ value }: CheckedTurn): void => {
      for (most = value; alive.size < most && waiting.length > 0 && !signal.aborted; ) startNext()
    }
    bindKnobs({ resize, ...killKnob(running), ...rateKnobs(arrivals, params) })
    const submit = ({ ref: target, input, kind }: WorkItem): void => {
      waiting.push(new Thread({ target, input, kind, observer, signal }))
      startNext()
    }
    await submitAll(workload, signal, submit, arrivals)
    while (alive.size > 0) await Promise.race(alive)
  },
})

function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new UsageError(`"${text}" is not the address of a web page. Use one that begins with http:// or https://.`)
  }
}

/** The embedded server, or another one of this machine. */
const isOurs = (url: string): boolean => url === '' || isLoopback(url)

function isLoopback(text: string): boolean {
  const { hostname } = new URL(text)
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
}
