import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { createSession, createSweeps, shownSweep } from '../../../renderer/stores/index.ts'
import type { RequestName, SweepRequest, SweepState } from '../../../workloads/contract/index.ts'
import { memoryTransport, WELCOME } from './memory-transport.ts'

const REQUEST: SweepRequest = { kind: 'watching', preset: 'threads', params: {}, repeats: 2 }

const state = (id: string, done: number | null): SweepState => ({
  ...{ id, title: id, request: REQUEST, startedAt: '2026-01-01T00:00:00.000Z', recommended: null, problem: null },
  progress: done === null ? null : { done, total: 6, leftMs: null, what: '' },
  measured: {
    kind: 'watching',
    result: { preset: 'threads', outcome: 'ok', seed: 1, repeats: 2, machine: { cores: 2, platform: 'linux', node: '20', app: '0' }, pairs: 0, cost: null, appCpuMs: null },
  },
})

/** A window whose host is the test: `answer` takes the oldest request of that name that has no answer. */
async function aWindow() {
  let host = memoryTransport()
  const answered = new Set<number>()
  const timers: (() => void)[] = []
  const session = createSession({ open: () => (host = memoryTransport()).transport, onRunChange: () => undefined, setTimer: (callback) => (timers.push(callback), () => undefined) })
  const sweeps = createSweeps(session)
  const answer = async (request: RequestName, reply: object): Promise<unknown> => {
    const find = () => host.requests().find((one) => one.request === request && !answered.has(one.id))
    await vi.waitFor(() => expect(find()).toBeDefined())
    const asked = find()
    if (asked === undefined) throw new Error(`nobody asked for ${request}`)
    answered.add(asked.id)
    host.say({ id: asked.id, ...reply })
    return asked.input
  }
  const greet = () => answer('hello', { output: WELCOME })
  await greet()
  const lose = async (): Promise<void> => {
    host.drop()
    answered.clear()
    timers.splice(0).forEach((run) => run())
    await greet()
  }
  return { session, sweeps, answer, lose }
}

const told = (version: number, sweep: SweepState | null) => ({ output: { version, sweep } })
const NONE_KEPT = { output: { sweeps: [] } }

describe('sweeps of a window', () => {
  it('are followed while they go on, and hold up runs', async () => {
    const { session, sweeps, answer } = await aWindow()
    expect(await answer('followSweep', told(0, null))).toEqual({ seen: -1 })
    await answer('listSweeps', NONE_KEPT)
    const started = sweeps.start(REQUEST)
    expect(await answer('startSweep', { output: { sweepId: 'a' } })).toEqual({ sweep: REQUEST, confirmed: false })
    await started
    expect(await answer('followSweep', told(3, state('a', 1)))).toEqual({ seen: 0 })
    await vi.waitFor(() => expect(session.store.getState().sweeping).toBe(true))
    expect(shownSweep(sweeps.store.getState())?.progress?.done).toBe(1)
    expect(await answer('followSweep', told(4, state('a', null)))).toEqual({ seen: 3 })
    await answer('listSweeps', { output: { sweeps: [{ id: 'a', title: 'a', startedAt: '', kind: 'watching' }] } })
    await vi.waitFor(() => expect(sweeps.store.getState().kept).toHaveLength(1))
    expect(session.store.getState()).toMatchObject({ sweeping: false, lastError: null })
  })

  it('of your own task begin when the user has agreed', async () => {
    const { session, sweeps, answer } = await aWindow()
    await answer('followSweep', told(0, null))
    const started = sweeps.start(REQUEST)
    await answer('startSweep', { error: { name: 'ConfirmationNeededError', message: 'Sure?', code: 'ERR_CONFIRMATION_NEEDED' } })
    await vi.waitFor(() => expect(session.store.getState().confirmation).toBe('Sure?'))
    await setImmediate() // whoever asked waits for the answer
    const confirmed = session.actions.confirm(true)
    expect(await answer('startSweep', { output: { sweepId: 'a' } })).toMatchObject({ confirmed: true })
    await Promise.all([started, confirmed])
  })

  it('of before are looked at without losing the one that goes on', async () => {
    const { sweeps, answer } = await aWindow()
    await answer('followSweep', told(1, state('new', 2)))
    await vi.waitFor(() => expect(sweeps.store.getState().live?.id).toBe('new'))
    const picked = sweeps.pick('old')
    await answer('openSweep', { output: { sweep: state('old', null) } })
    await picked
    expect(shownSweep(sweeps.store.getState())?.id).toBe('old')
    await sweeps.pick('new')
    expect(shownSweep(sweeps.store.getState())).toMatchObject({ id: 'new', progress: { done: 2 } })
  })

  it('are deleted, and brought back to be looked at', async () => {
    const { session, sweeps, answer } = await aWindow()
    await answer('followSweep', told(1, state('a', null)))
    await answer('listSweeps', NONE_KEPT)
    await vi.waitFor(() => expect(shownSweep(sweeps.store.getState())?.id).toBe('a'))
    const removed = sweeps.remove('a')
    expect(await answer('deleteSweep', { output: {} })).toEqual({ sweepId: 'a' })
    await answer('listSweeps', NONE_KEPT)
    await removed
    expect(shownSweep(sweeps.store.getState())).toBeNull()
    expect(sweeps.store.getState().deleted).toBe('a')
    const undone = sweeps.undo()
    expect(await answer('restoreSweep', { output: {} })).toEqual({ sweepId: 'a' })
    await answer('listSweeps', NONE_KEPT)
    await answer('openSweep', { output: { sweep: state('a', null) } })
    await undone
    expect(shownSweep(sweeps.store.getState())?.id).toBe('a')
    expect(sweeps.store.getState().deleted).toBeNull()
    // What cannot be deleted stays.
    const refused = sweeps.remove('a')
    await answer('deleteSweep', { error: { name: 'UsageError', message: 'No.', code: 'ERR_USAGE' } })
    await refused
    expect(shownSweep(sweeps.store.getState())?.id).toBe('a')
    expect(session.store.getState().lastError).toMatchObject({ message: 'No.' })
  })

  it('keep what was measured when the host goes away, and say so when another comes', async () => {
    const { session, sweeps, answer, lose } = await aWindow()
    await answer('followSweep', told(1, state('a', 2)))
    await vi.waitFor(() => expect(sweeps.store.getState().live?.id).toBe('a'))
    await lose()
    expect(await answer('followSweep', told(0, null))).toEqual({ seen: -1 })
    await vi.waitFor(() => expect(sweeps.store.getState().live).toMatchObject({ id: 'a', progress: null, problem: 'The host ended before the sweep did.' }))
    expect(session.store.getState()).toMatchObject({ sweeping: false, lastError: null })
  })
})
