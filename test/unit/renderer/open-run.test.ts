import { describe, expect, it } from 'vitest'
import { encodeRecord, encodeRunFileHead, RunFileError } from '../../../workloads/contract/index.ts'
import { openProblem, openRun } from '../../../renderer/stores/open-run.ts'
import { batch, counts } from './batches.ts'

const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const FILE = join(
  encodeRunFileHead(),
  encodeRecord(batch(0, { counts: counts({ submitted: 2 }) })),
  encodeRecord(batch(1, { state: 'running', counts: counts({ submitted: 2, ok: 1 }) }, { tasks: [{ receivedMs: 50 }] })),
)

describe('opening a run file', () => {
  it('reads all of it, and says when it was cut off', async () => {
    const { name, run, end } = await openRun('mine', FILE)
    expect([name, run.ended, run.endMs, end.how]).toEqual(['mine', 1, 100, 'cut off'])
    const shorter = await openRun('mine', FILE.subarray(0, FILE.length - 1))
    expect([shorter.run.ended, shorter.end.how, shorter.end.lostBytes > 0]).toEqual([0, 'cut off', true])
  })

  it('refuses what is no run file, in words', async () => {
    const garbage = new Uint8Array(100)
    const error: unknown = await openRun('mine', garbage).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RunFileError)
    expect(openProblem('mine', error)).toMatch(/^mine cannot be opened[.] This is not a Poolscope run file/)
    expect(openProblem('mine', new Error('no permission'))).toBe('mine cannot be opened: no permission.')
  })

  it('stops when it is told to', async () => {
    const many = Array.from({ length: 3000 }, (_, seq) => encodeRecord(batch(seq)))
    const controller = new AbortController()
    const opening = openRun('mine', join(encodeRunFileHead(), ...many), {
      signal: controller.signal,
      turn: () => {
        controller.abort(new Error('another file'))
        return Promise.resolve()
      },
    })
    await expect(opening).rejects.toThrow('another file')
  })
})
