import { z } from 'zod'

/** What the embedded server does with each request. */
export const httpServerOptionsSchema = z.object({
  /** Loopback only. 0: a free port. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Time between the request and its answer. */
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** The latency of a request is uniform between `latencyMs` less this and `latencyMs` plus this, and never below 0. */
  jitterMs: z.number().min(0).max(60_000).default(0),
  /** Probability of the status 503. */
  errorRate: z.number().min(0).max(1).default(0),
  bodyBytes: z
    .number()
    .int()
    .min(0)
    .max(64 * 1024 * 1024)
    .default(1024),
  /** The latencies and errors of the first, second, ... request follow from it. */
  seed: z.number().int().min(0).max(0xffffffff).default(0),
})
export type HttpServerOptions = z.infer<typeof httpServerOptionsSchema>

export const httpServerStatsSchema = z.object({
  /** Requests that came in. */
  requests: z.number().int(),
  /** Those of them that were answered with 503. */
  errors: z.number().int(),
  /** The most requests that were open at the same time: the concurrency that really reached the server. */
  maxOpen: z.number().int(),
})
export type HttpServerStats = z.infer<typeof httpServerStatsSchema>

/** Parent to child; the options come before, as the first argument. */
export const commandSchema = z.enum(['stats', 'stop'])
export type Command = z.infer<typeof commandSchema>

/** Child to parent. */
export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), port: z.number().int() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  z.object({ type: z.literal('stats'), stats: httpServerStatsSchema }),
])
export type Report = z.infer<typeof reportSchema>
