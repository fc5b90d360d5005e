import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FifoTaskQueue, PriorityTaskQueue, type TaskQueue } from '#engine/queues/index.js'

interface Job {
  readonly id: number
  readonly priority: number
}

/** The same queue written as plainly as possible. */
class Model implements TaskQueue<Job> {
  #jobs: Job[] = []
  readonly #sorted: boolean
  constructor(sorted: boolean) {
    this.#sorted = sorted
  }
  get size(): number {
    return this.#jobs.length
  }
  push(job: Job): void {
    const at = this.#sorted ? this.#jobs.findIndex((each) => each.priority > job.priority) : -1
    this.#jobs.splice(at < 0 ? this.#jobs.length : at, 0, job)
  }
  unshift(job: Job): void {
    const at = this.#sorted ? this.#jobs.findIndex((each) => each.priority >= job.priority) : 0
    this.#jobs.splice(at < 0 ? this.#jobs.length : at, 0, job)
  }
  shift(): Job | undefined {
    return this.#jobs.shift()
  }
  remove(job: Job): boolean {
    const at = this.#jobs.indexOf(job)
    if (at >= 0) this.#jobs.splice(at, 1)
    return at >= 0
  }
  clear(): Job[] {
    return this.#jobs.splice(0)
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('push' as const), priority: fc.nat(4) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('shift' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('putBack' as const), pick: fc.nat() }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('remove' as const), pick: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
  ),
  { maxLength: 600, size: 'max' },
)

const KINDS = [
  ['FifoTaskQueue', () => new FifoTaskQueue<Job>(), false],
  ['PriorityTaskQueue', () => new PriorityTaskQueue<Job>((job) => job.priority), true],
] as const

describe.each(KINDS)('%s', (_name, create, sorted) => {
  it('does what its plain model does, whatever the order of operations', () => {
    fc.assert(
      fc.property(steps, (operations) => {
        const queue = create()
        const model = new Model(sorted)
        const known: Job[] = []
        const inside = new Set<Job>()
        for (const step of operations) {
          if (step.do === 'push') {
            const job = { id: known.length, priority: step.priority }
            known.push(job)
            inside.add(job)
            queue.push(job)
            model.push(job)
          } else if (step.do === 'shift') {
            const job = queue.shift()
            expect(job).toBe(model.shift())
            if (job !== undefined) inside.delete(job)
          } else if (step.do === 'clear') {
            expect(queue.clear()).toEqual(model.clear())
            inside.clear()
          } else {
            const job = known[step.pick % Math.max(1, known.length)]
            if (job === undefined) continue
            if (step.do === 'remove') {
              expect(queue.remove(job)).toBe(model.remove(job))
              inside.delete(job)
            } else if (!inside.has(job)) {
              queue.unshift(job)
              model.unshift(job)
              inside.add(job)
            }
          }
          expect(queue.size).toBe(model.size)
        }
        expect(queue.clear()).toEqual(model.clear())
      }),
      { numRuns: 150 },
    )
  })

  it('takes a million pending items, cancels half of them and gives out the rest in order', () => {
    const queue = create()
    const jobs = Array.from({ length: 1_000_000 }, (_, id) => ({ id, priority: id % 7 }))
    for (const job of jobs) queue.push(job)
    for (let id = 0; id < jobs.length; id += 2) {
      const job = jobs[id]
      if (job !== undefined) queue.remove(job)
    }
    expect(queue.size).toBe(500_000)
    let before: Job = { id: -1, priority: 0 }
    let wrong = 0
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      const behind = sorted && job.priority !== before.priority ? job.priority > before.priority : job.id > before.id
      if (!behind || job.id % 2 === 0) wrong++
      before = job
    }
    expect(wrong).toBe(0)
    expect(queue.size).toBe(0)
  })
})
