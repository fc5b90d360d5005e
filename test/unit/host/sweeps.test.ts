import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { OWN_TASK, sweepStateSchema, type RequestInput, type SweepState } from '#engine/contract/index.js'
import { project } from '../own/project.ts'
import { until } from '../tasks/support.ts'
import { openWindow, withSession } from './window.ts'

type Window = ReturnType<typeof openWindow>
type Sweep = RequestInput<'startSweep'>['sweep']

const TARGET = { preset: 'thread-pool', params: { task: 'noop', tasks: 8 }, repeats: 2, seed: 3 }
const SMALL = { kind: 'sizes', ...TARGET, as: ['threads', 'serial'], workers: [1, 2], warmUp: 0 } satisfies Sweep
const ENDLESS = { ...SMALL, repeats: 100 } satisfies Sweep

/** Asks until the sweep has ended; all that was told of it. */
async function follow(window: Window): Promise<SweepState[]> {
  const told: SweepState[] = []
  for (let seen = -1; ; ) {
    const { version, sweep } = await window.ask('followSweep', { seen })
    expect(version).not.toBe(seen)
    seen = version
    if (sweep !== null) told.push(sweepStateSchema.parse(sweep))
    if (sweep?.progress == null) return told
  }
}

afterEach(() => {
  vi.useRealTimers()
})

const runsOf = ({ measured }: SweepState): number => (measured.kind === 'sizes' ? measured.result.points.reduce((sum, { runs }) => sum + runs, 0) : 0)

describe('a sweep of a session', () => {
  it('is told while it goes on, kept, and opened again; its runs are not recorded', () =>
    withSession(async (session, runsFolder) => {
      const window = openWindow(session)
      expect(await window.ask('followSweep', { seen: 0 })).toEqual({ version: 0, sweep: null })
      const { sweepId } = await window.ask('startSweep', { sweep: SMALL })
      const told = await follow(window)
      const last = told.at(-1)
      expect(told[0]?.progress).toMatchObject({ total: 6 })
      expect(told.map(runsOf)).toEqual(told.map(runsOf).sort((a, b) => a - b))
      expect(last).toMatchObject({ id: sweepId, title: 'Thread pool', progress: null, problem: null, measured: { kind: 'sizes', result: { outcome: 'ok', seed: 3 } } })
      expect(last === undefined ? 0 : runsOf(last)).toBe(6)
      expect(last?.recommended).toMatchObject({ preset: 'thread-pool', params: { task: 'noop', tasks: 8 }, seed: 3 })

      const { sweeps } = await openWindow(session).ask('listSweeps', {})
      expect(sweeps).toEqual([{ id: sweepId, title: 'Thread pool', kind: 'sizes', startedAt: last?.startedAt }])
      expect((await window.ask('openSweep', { sweepId })).sweep).toEqual(last)
      await expect(window.ask('openSweep', { sweepId: '../../etc/passwd' })).rejects.toMatchObject({ code: 'ERR_USAGE' })
      expect((await window.ask('listRuns', {})).runs).toEqual([])
      expect(window.batches).toEqual([])
      expect(readdirSync(path.join(runsFolder, 'sweeps'))).toHaveLength(1)
    }))

  it('that is stopped keeps what was measured; meanwhile nothing else starts', () =>
    withSession(async (session) => {
      const [one, other] = [openWindow(session), openWindow(session)]
      const { sweepId } = await one.ask('startSweep', { sweep: ENDLESS })
      for (const [request, input] of [['startRun', TARGET], ['startSweep', { sweep: SMALL }]] as const) {
        await expect(other.ask(request, input)).rejects.toMatchObject({ code: 'ERR_INVALID_STATE', message: expect.stringMatching(/^A sweep is going on/) })
      }
      let seen = -1
      for (let runs = 0; runs < 3; ) {
        const { version, sweep } = await one.ask('followSweep', { seen })
        ;[seen, runs] = [version, sweep === null ? 0 : runsOf(sweep)]
      }
      await other.ask('stopSweep', { sweepId: 'another' })
      await other.ask('stopSweep', { sweepId })
      const last = (await follow(one)).at(-1)
      expect(last).toMatchObject({ progress: null, measured: { result: { outcome: 'stopped' } } })
      expect(last === undefined ? 0 : runsOf(last)).toBeGreaterThanOrEqual(3)
      expect((await one.ask('listSweeps', {})).sweeps).toHaveLength(1)
      const { runId } = await one.ask('startRun', TARGET)
      await expect(one.ask('startSweep', { sweep: SMALL })).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' })
      await one.wholeRun(runId)
    }))

  it('that is deleted is in no list and no window, until it is brought back', () =>
    withSession(async (session, runsFolder) => {
      const window = openWindow(session)
      const started = await window.ask('startSweep', { sweep: ENDLESS })
      await expect(window.ask('deleteSweep', started)).rejects.toThrow('This sweep goes on. Stop it first.')
      for (let seen = -1, runs = 0; runs === 0; ) {
        const { version, sweep } = await window.ask('followSweep', { seen })
        ;[seen, runs] = [version, sweep === null ? 0 : runsOf(sweep)]
      }
      await window.ask('stopSweep', started)
      const last = (await follow(window)).at(-1)

      await window.ask('deleteSweep', started)
      expect((await window.ask('listSweeps', {})).sweeps).toEqual([])
      expect((await openWindow(session).ask('followSweep', { seen: -1 })).sweep).toBeNull()
      for (const request of ['deleteSweep', 'openSweep'] as const) await expect(window.ask(request, started)).rejects.toThrow('no longer there')

      await window.ask('restoreSweep', started)
      expect((await window.ask('openSweep', started)).sweep).toEqual(last)
      await expect(window.ask('restoreSweep', started)).rejects.toThrow('not in the trash')

      // What was in the trash for long enough is deleted.
      await window.ask('deleteSweep', started)
      expect(readdirSync(path.join(runsFolder, 'sweeps', 'trash'))).toHaveLength(1)
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 24 * 60 * 60 * 1000 })
      await window.ask('listSweeps', {})
      expect(readdirSync(path.join(runsFolder, 'sweeps', 'trash'))).toEqual([])
    }))

  it('may be one of arrival rates, or of what watching costs', () =>
    withSession(async (session) => {
      const window = openWindow(session)
      await window.ask('startSweep', { sweep: { kind: 'watching', ...TARGET, repeats: 1 } })
      expect((await follow(window)).at(-1)?.measured).toMatchObject({ kind: 'watching', result: { outcome: 'ok', pairs: 1 } })
      await window.ask('startSweep', { sweep: { kind: 'rates', ...TARGET, repeats: 1, as: 'threads', workers: 1, rates: [30], arrival: 'steady', seconds: 1 } })
      expect((await follow(window)).at(-1)).toMatchObject({ recommended: null, measured: { kind: 'rates', result: { points: [{ rate: 30 }] } } })
      expect((await window.ask('listSweeps', {})).sweeps.map(({ kind }) => kind)).toEqual(['rates', 'watching'])
    }))

  it('of your own task is asked about first', () =>
    withSession(async (session) => {
      const at = project({ 'task.mjs': 'export const task = (n) => n' })
      const window = openWindow(session)
      const sweep: Sweep = { ...SMALL, preset: OWN_TASK, params: { path: at('task.mjs'), tasks: 4 } }
      await expect(window.ask('startSweep', { sweep })).rejects.toMatchObject({ code: 'ERR_CONFIRMATION_NEEDED', message: expect.stringMatching(/with your rights/) })
      await window.ask('startSweep', { sweep, confirmed: true })
      expect((await follow(window)).at(-1)).toMatchObject({ title: 'task.mjs', measured: { result: { outcome: 'ok' } }, recommended: { preset: OWN_TASK } })
    }))

  it.each([
    [{ ...SMALL, preset: 'none' }, /no preset "none"/],
    [{ ...SMALL, workers: [65] }, /"workers" cannot be 65/],
    [{ ...SMALL, workers: [] }, /malformed/],
    [{ ...SMALL, repeats: 101 }, /malformed/],
    [{ kind: 'watching', ...TARGET, preset: 'event-loop', params: {} }, /runs for a time that is set/],
  ] as const)('is refused before anything runs: %j', (sweep, message) =>
    withSession(async (session) => {
      const window = openWindow(session)
      await expect(window.ask('startSweep', { sweep: sweep as unknown as Sweep })).rejects.toThrow(message)
      expect((await window.ask('followSweep', { seen: 0 })).sweep).toBeNull()
    }))

  it('that goes on when the session closes is ended and kept', async () => {
    const at = project({})
    await withSession(
      async (session) => {
        const window = openWindow(session)
        await window.ask('startSweep', { sweep: ENDLESS })
        let measured = 0
        for (let seen = -1; measured === 0; ) {
          const { version, sweep } = await window.ask('followSweep', { seen })
          ;[seen, measured] = [version, sweep === null ? 0 : runsOf(sweep)]
        }
      },
      { runsFolder: at('runs') },
    )
    expect(readdirSync(at('runs/sweeps'))).toHaveLength(1)
  })

  it('of which only the newest are kept; what cannot be read is left out', () =>
    withSession(async (session, runsFolder) => {
      const folder = path.join(runsFolder, 'sweeps')
      mkdirSync(folder, { recursive: true })
      for (let i = 100; i < 160; i++) writeFileSync(path.join(folder, `2020-01-01T00-00-00-${i}Z ${i}.sweep.json`), '{}')
      const window = openWindow(session)
      await window.ask('startSweep', { sweep: { ...SMALL, as: ['serial'], repeats: 1 } })
      await follow(window)
      expect((await window.ask('listSweeps', {})).sweeps).toHaveLength(1)
      await until(() => readdirSync(folder).length === 50)
      expect(readdirSync(folder).sort()[0]).toContain('-111Z')
    }))
})
