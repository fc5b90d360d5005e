import { createServer, type Server } from 'node:http'
import { createRandom } from '../random.ts'
import type { HttpServerOptions, HttpServerStats } from './protocol.ts'

/** A server that answers every request alike, after the latency and with the errors of its options. */
export function createDelayServer(options: HttpServerOptions): { server: Server; stats: HttpServerStats } {
  const { latencyMs, jitterMs, errorRate, bodyBytes, seed } = options
  const latency = createRandom(seed, 'latency')
  const errors = createRandom(seed, 'errors')
  const body = Buffer.alloc(bodyBytes, '.')
  const stats: HttpServerStats = { requests: 0, errors: 0, maxOpen: 0 }
  let open = 0

  const server = createServer((_request, response) => {
    open++
    stats.requests++
    stats.maxOpen = Math.max(stats.maxOpen, open)
    // Both are drawn for each request, so that one option does not change what another draws.
    const delayMs = latencyMs + jitterMs * (2 * latency.uniform() - 1)
    const fails = errors.uniform() < errorRate
    const answer = () => {
      if (fails) stats.errors++
      response.writeHead(fails ? 503 : 200, { 'content-type': 'text/plain', 'content-length': bodyBytes }).end(body)
    }
    // A timer may fire up to a millisecond early; a latency is a lower bound.
    const timer = delayMs > 0 ? setTimeout(answer, Math.ceil(delayMs) + 1) : null
    response.once('close', () => {
      open--
      if (timer !== null) clearTimeout(timer)
    })
    if (timer === null) answer()
  })
  return { server, stats }
}
