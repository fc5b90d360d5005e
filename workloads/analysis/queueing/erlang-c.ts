export interface MmcPrediction {
  /** Erlang's C: the share of tasks that have to wait. */
  readonly waitProbability: number
  readonly meanWaitMs: number
  /** Mean number of waiting tasks. */
  readonly meanDepth: number
  /** Arrival rate over what all servers together can do, below 1. */
  readonly utilisation: number
}

/**
 * The M/M/c queue: Poisson arrivals, exponential service, `servers` of them, one queue, first come first served.
 * Erlang's C by the recurrence of his B (Erlang 1917; Cooper, "Introduction to Queueing Theory", 1981, ch. 3):
 * B(0) = 1, B(k) = aB(k-1) / (k + aB(k-1)); C = cB / (c - a(1 - B)), with a = arrival rate x mean service time.
 * Mean wait C / (c/s - λ).
 * @returns null when the servers cannot keep up: then no queue length is the last
 */
export function erlangC(arrivalsPerSecond: number, meanServiceMs: number, servers: number): MmcPrediction | null {
  const load = (arrivalsPerSecond * meanServiceMs) / 1000
  if (load >= servers) return null
  let blocked = 1
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked)
  const waitProbability = (servers * blocked) / (servers - load * (1 - blocked))
  const meanWaitMs = (waitProbability * meanServiceMs) / (servers - load)
  return { waitProbability, meanWaitMs, meanDepth: (arrivalsPerSecond * meanWaitMs) / 1000, utilisation: load / servers }
}
