import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { BlockingQueue, ProcessQueue } from '#engine/queues/index.js'
import { startQueueThread } from '../faults/support/queue-threads.ts'
import { DEATH_MS, type Load } from './load.ts'

/** Who works at a queue. The next to die is the first, and its successor comes last. */
const ROLES = ['flood', 'drain', 'drain'] as const

const PROCESS = new URL('../faults/support/queue-process.mjs', import.meta.url)

interface Peer {
  readonly role: string
  /** Ends it by force. */
  kill(): Promise<void>
}

/** Peers at a queue; every few seconds one of them dies and another takes its place. */
class Peers {
  deaths = 0
  readonly problems: string[] = []
  readonly #start: (role: string) => Peer
  readonly #peers: Peer[]
  readonly #timer: NodeJS.Timeout
  #killing: Promise<void> = Promise.resolve()

  constructor(start: (role: string) => Peer) {
    this.#start = start
    this.#peers = ROLES.map(start)
    this.#timer = setInterval(() => {
      this.#killing = this.#kill()
    }, DEATH_MS)
  }

  async #kill(): Promise<void> {
    const victim = this.#peers.shift()
    if (victim === undefined) return
    await victim.kill()
    this.deaths++
    this.#peers.push(this.#start(victim.role))
  }

  async end(): Promise<void> {
    clearInterval(this.#timer)
    await this.#killing
    await Promise.all(this.#peers.map((peer) => peer.kill()))
  }
}

export function openBlockingQueueLoad(): Load {
  const queue = new BlockingQueue<unknown>({ maxSize: 1000 })
  const total = new SharedArrayBuffer(4)
  let before = 0
  let done = 0
  /** The 32-bit count goes round. */
  const count = (): number => {
    const now = Atomics.load(new Int32Array(total), 0)
    done += (now - before) >>> 0
    before = now
    return done
  }
  const peers = new Peers((role) => {
    const { worker, threadId, end } = startQueueThread({ handle: queue.handle, role, total })
    worker.once('error', (error) => peers.problems.push(`blocking queue: a ${role} thread failed: ${String(error)}`))
    const kill = async (): Promise<void> => {
      count()
      await end()
      queue.releaseOwner(threadId)
    }
    return { role, kill }
  })
  const end = async (): Promise<void> => {
    await peers.end()
    queue.detach()
  }
  return { name: 'blocking queue', done: count, deaths: () => peers.deaths, problems: () => peers.problems, end }
}

export async function openProcessQueueLoad(): Promise<Load> {
  const queue = await ProcessQueue.create<unknown>({ maxSize: 1000 })
  let done = 0
  const peers = new Peers((role) => {
    const child: ChildProcess = fork(PROCESS, { serialization: 'advanced', execArgv: [] })
    const exited = once(child, 'exit')
    child.on('message', (count: number) => (done += count))
    child.once('exit', (code, signal) => {
      if (signal !== 'SIGKILL') peers.problems.push(`process queue: a ${role} process ended by itself with ${String(code)}`)
    })
    child.send({ handle: queue.handle, role })
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL')
      await exited
    }
    return { role, kill }
  })
  const end = async (): Promise<void> => {
    await peers.end()
    await queue.close()
  }
  return { name: 'process queue', done: () => done, deaths: () => peers.deaths, problems: () => peers.problems, end }
}
