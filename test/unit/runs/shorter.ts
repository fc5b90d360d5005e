import type { Params } from 'poolscope'

/** Presets as they are, only shorter. */
export const SHORTER: Readonly<Record<string, Params>> = {
  threads: { tasks: 3, durationMs: 20 },
  processes: { tasks: 2, durationMs: 20 },
  'thread-pool': { tasks: 20, workers: 2, durationMs: 3 },
  'process-pool': { tasks: 20, workers: 2, durationMs: 3 },
  gather: { durationMs: 50 },
  'async-wait': { durationMs: 50 },
  'thread-queue': { tasks: 30, durationMs: 2 },
  'process-queue': { tasks: 30, durationMs: 2 },
  'event-loop': { seconds: 2 },
  network: { requests: 4, workers: 2, latencyMs: 10, jitterMs: 0, errorRate: 0 },
  oversubscription: { tasks: 8, workers: 4, durationMs: 5 },
  'unbounded-queue': { tasks: 100 },
  'bounded-queue': { tasks: 100, capacity: 10 },
  'transfer-cost': { tasks: 6 },
  'cold-start': { workers: 2 },
  'blocked-loop': { longMs: 40 },
  'crashing-workers': { tasks: 20, workers: 2, durationMs: 3 },
  mandelbrot: { maxIterations: 50, tileSize: 256, workers: 2 },
  'mandelbrot-processes': { maxIterations: 50, tileSize: 256, workers: 2 },
  'live-knobs': { tasks: 40, ratePerSecond: 400, durationMs: 3, workers: 2 },
  'file-hashing': { tasks: 40, workers: 2 },
  'file-compression': { tasks: 20, workers: 2 },
}
