import { describe, expect, it } from 'vitest'
import { calibrateSpin, measureSpinRate, TASKS } from '#engine/tasks/index.js'
import { runTask } from './support.ts'

/** The same steps, one after the other, written out plainly. */
function xorshift(steps: number): number {
  let x = 1
  for (let step = 0; step < steps; step++) {
    x = x ^ (x << 13)
    x = x ^ (x >>> 17)
    x = x ^ (x << 5)
  }
  return x
}

describe('spin', () => {
  it.each([0, 1, 4095, 4096, 4097, 1_000_003])('does %i steps, whatever the clock says', async (steps) => {
    expect(await runTask(TASKS.spin, { ms: steps / 1000, iterationsPerMs: 1000 })).toBe(xorshift(steps))
  })

  it('costs about the CPU time asked for', async () => {
    const iterationsPerMs = calibrateSpin()
    const before = process.cpuUsage()
    await runTask(TASKS.spin, { ms: 200, iterationsPerMs })
    const { user, system } = process.cpuUsage(before)
    // A lower bound only: others on the machine can make work slower, never faster than the fastest burst.
    expect((user + system) / 1000).toBeGreaterThan(150)
  })
})

describe('measureSpinRate', () => {
  it('measures in a thread of its own, once', async () => {
    const first = measureSpinRate()
    expect(measureSpinRate()).toBe(first)
    expect(await first).toBeGreaterThan(1000)
  })
})
