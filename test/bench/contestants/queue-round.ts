/** What a producer or consumer is to do with a queue. */
export interface QueueJob {
  readonly handle: unknown
  readonly role: 'produce' | 'consume'
  /** See `workers/queue-items.mjs`. */
  readonly of: 'numbers' | 'objects'
  readonly count: number
  readonly consumers: number
}

/** A thread or process of `workers/queue-*.mjs`. */
export interface QueuePeer {
  send(message: QueueJob | 'start'): void
  /** Its next message. */
  answer(): Promise<unknown>
}

interface Taken {
  readonly items: number
  readonly sum: number
}

/**
 * One producer and the other peers as consumers on a queue. Items per second, from the start of all, when they are
 * attached, until the last one has ended.
 * @throws Error when the consumers did not get exactly what was put
 */
export async function queueRound(
  [producer, ...consumers]: readonly [QueuePeer, ...QueuePeer[]],
  job: Omit<QueueJob, 'role' | 'consumers'>,
): Promise<number> {
  const peers = [producer, ...consumers]
  const attached = peers.map((peer) => peer.answer())
  for (const peer of peers) peer.send({ ...job, role: peer === producer ? 'produce' : 'consume', consumers: consumers.length })
  await Promise.all(attached)
  const done = peers.map((peer) => peer.answer() as Promise<Taken>)
  const startMs = performance.now()
  for (const peer of peers) peer.send('start')
  const taken = await Promise.all(done)
  const tookMs = performance.now() - startMs
  const { count } = job
  const items = taken.reduce((all, each) => all + each.items, 0)
  const sum = taken.reduce((all, each) => all + each.sum, 0)
  if (items !== count || sum !== (count * (count - 1)) / 2) throw new Error(`${items} of ${count} items arrived, their sum is ${sum}`)
  return (count / tookMs) * 1000
}
