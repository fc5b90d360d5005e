import { describe, expect, it } from 'vitest'
import { capabilitiesSchema, MAX_REQUEST_BYTES, OWN_TASK, presetInfoSchema, type Batch } from '#engine/contract/index.js'
import { PRESETS } from '#engine/presets/index.js'
import { isAlive, until } from '../tasks/support.ts'
import { openWindow, withSession } from './window.ts'

const SHORT = { preset: 'gather', params: { tasks: 20, durationMs: 5 }, seed: 1 }
const LONG = { preset: 'gather', params: { tasks: 20, durationMs: 600_000 } }

const idsOf = (batches: readonly Batch[]): number[] => batches.flatMap(({ tables }) => [...tables.tasks.columns.id])

describe('a session', () => {
  it('tells what it can do, and all presets with their forms', () =>
    withSession(async (session) => {
      const { capabilities, presets } = await openWindow(session).ask('hello', {})
      expect(capabilitiesSchema.parse(capabilities)).toMatchObject({ electron: null, pickFolder: false })
      expect(presets.map((preset) => presetInfoSchema.parse(preset).id)).toEqual([...PRESETS.map(({ id }) => id), OWN_TASK])
    }))

  it('runs a preset and sends all of it, in order, to every window, late ones too', () =>
    withSession(async (session) => {
      const early = openWindow(session)
      const { runId } = await early.ask('startRun', SHORT)
      const batches = await early.wholeRun(runId)
      const late = await openWindow(session).wholeRun(runId)
      for (const seen of [batches, late]) {
        expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, i) => i))
        expect(seen[0]?.info).toMatchObject({ runId, preset: 'gather', seed: 1 })
        expect(seen.filter(({ summary }) => summary !== undefined)).toEqual([seen.at(-1)])
        expect(seen.at(-1)?.summary).toMatchObject({ outcome: 'ok', tasks: { submitted: 20, ok: 20 } })
        expect(idsOf(seen).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, id) => id))
      }
      expect(idsOf(late)).toEqual(idsOf(batches))
      const sent = early.batches.length
      const { runId: second } = await early.ask('startRun', SHORT)
      await early.wholeRun(second)
      expect(early.batches.slice(0, sent).every((batch) => batch.runId === runId)).toBe(true)
    }))

  it('runs two at once as a race: both are sent, each says against whom, and one stop ends both', () =>
    withSession(async (session) => {
      const window = openWindow(session)
      const { runIds } = await window.ask('startRace', { runs: [SHORT, { ...SHORT, preset: 'thread-pool', params: { tasks: 20, durationMs: 5, task: 'sleep' } }] })
      await expect(window.ask('startRun', SHORT)).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' })
      const [a, b] = [await window.wholeRun(runIds[0]), await window.wholeRun(runIds[1])]
      expect([a[0]?.info?.rival, b[0]?.info?.rival]).toEqual([runIds[1], runIds[0]])
      expect([a.at(-1)?.summary?.tasks.ok, b.at(-1)?.summary?.tasks.ok]).toEqual([20, 20])
      const started = window.batches.filter(({ seq, runId }) => seq === 0 && runIds.includes(runId))
      expect(started.map(({ runId }) => runId)).toEqual(runIds)

      const long = await window.ask('startRace', { runs: [LONG, LONG] })
      const ready = ({ runId, workers }: Batch): boolean => runId === long.runIds[1] && workers.some(({ state }) => state === 'ready')
      await until(() => window.batches.some(ready))
      const turn = { runId: long.runIds[1], knob: 'block', value: 5 } as const
      await expect(window.ask('turnKnob', turn)).resolves.toEqual({ label: 'loop blocked 5 ms' })
      await window.ask('stopRun', { runId: long.runIds[1] })
      for (const runId of long.runIds) expect((await window.wholeRun(runId)).at(-1)?.summary?.outcome).toBe('stopped')
    }))

  it('starts neither of a race when one cannot be', () =>
    withSession(async (session) => {
      const window = openWindow(session)
      const wrong = { preset: 'file-hashing', params: { folder: '/no/such/folder' } }
      await expect(window.ask('startRace', { runs: [SHORT, wrong] })).rejects.toMatchObject({ code: 'ERR_USAGE' })
      const { runId } = await window.ask('startRun', SHORT)
      await window.wholeRun(runId)
      expect(new Set(window.batches.map((batch) => batch.runId))).toEqual(new Set([runId]))
    }))

  it('runs one at a time, and stops it on request', () =>
    withSession(async (session) => {
      const [one, other] = [openWindow(session), openWindow(session)]
      const [first, second] = await Promise.allSettled([one.ask('startRun', LONG), other.ask('startRun', LONG)])
      expect(second).toMatchObject({ status: 'rejected', reason: { code: 'ERR_INVALID_STATE' } })
      if (first.status !== 'fulfilled') throw first.reason
      const { runId } = first.value
      await expect(other.ask('startRun', SHORT)).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' })
      await other.ask('stopRun', { runId: 'another' })
      await other.ask('stopRun', { runId })
      const batches = await one.wholeRun(runId)
      expect(batches.at(-1)?.summary).toMatchObject({ outcome: 'stopped', tasks: { cancelled: 20 } })
      await other.ask('startRun', SHORT) // a wrong start and a stopped run leave nothing that is in the way
    }))

  it('turns knobs of the run that goes on, tells every window, and refuses what does not fit', () =>
    withSession(async (session) => {
      const [one, other] = [openWindow(session), openWindow(session)]
      const { runId } = await one.ask('startRun', LONG)
      await until(() => one.batches.some(({ workers }) => workers.some(({ state }) => state === 'ready')))
      await expect(other.ask('turnKnob', { runId, knob: 'block', value: 5 })).resolves.toEqual({ label: 'loop blocked 5 ms' })
      await expect(one.ask('turnKnob', { runId, knob: 'block', value: 0 })).rejects.toMatchObject({
        code: 'ERR_USAGE',
        message: 'The knob "block" takes a number from 1 to 10000, not 0.',
      })
      await expect(one.ask('turnKnob', { runId: 'another', knob: 'block', value: 5 })).rejects.toMatchObject({
        code: 'ERR_INVALID_STATE',
      })
      await expect(one.ask('turnKnob', { runId, knob: 'slow', value: 2, worker: -1 })).rejects.toMatchObject({ code: 'ERR_USAGE' })
      await one.ask('stopRun', { runId })
      for (const window of [one, other]) {
        const turns = (await window.wholeRun(runId)).flatMap((batch) => batch.turns ?? [])
        expect(turns).toMatchObject([{ knob: 'block', value: 5, worker: null, label: 'loop blocked 5 ms' }])
      }
      await expect(one.ask('turnKnob', { runId, knob: 'block', value: 5 })).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' })
    }))

  it.each([
    ['ERR_USAGE', { preset: 'no-such', params: {} }],
    ['ERR_USAGE', { preset: 'gather', params: { tasks: -1 } }],
    ['ERR_USAGE', { preset: 'file-hashing', params: { folder: '/no/such/folder' } }],
    ['ERR_CONFIRMATION_NEEDED', { preset: 'network', params: { url: 'http://example.invalid/' } }],
  ])('answers a wrong start with %s, and goes on', (code, input) =>
    withSession(async (session) => {
      const window = openWindow(session)
      await expect(window.ask('startRun', input)).rejects.toMatchObject({ code })
      const { runId } = await window.ask('startRun', SHORT)
      await window.wholeRun(runId)
    }))

  it('answers whatever it does not understand, with the id if there is one, and lives on', () =>
    withSession(async (session) => {
      const window = openWindow(session)
      const hostile = [
        ['', -1],
        ['{', -1],
        ['null', -1],
        ['[]', -1],
        ['{"id":-1,"request":"hello","input":{}}', -1],
        ['{"id":1e99,"request":"hello","input":{}}', -1],
        ['{"id":7,"request":"reboot","input":{}}', 7],
        ['{"id":7,"request":"constructor","input":{}}', 7],
        ['{"id":7,"request":"__proto__","input":{}}', 7],
        ['{"id":7,"request":"hello"}', 7],
        ['{"id":7,"request":"startRun","input":{"preset":"gather","params":{"tasks":null}}}', 7],
        ['{"id":7,"request":"startRun","input":{"preset":"gather","params":{},"seed":-1}}', 7],
        ['{"id":7,"request":"startRun","input":[]}', 7],
        ['{"id":7,"request":"stopRun","input":{"runId":{}}}', 7],
        ['['.repeat(100_000), -1],
        [`{"id":7,"request":"startRun","input":{"preset":"${'x'.repeat(900_000)}","params":{}}}`, 7],
        [' '.repeat(MAX_REQUEST_BYTES + 1), -1],
        [new Uint8Array([1, 2, 3]), -1],
      ] as const
      for (const [message, id] of hostile) {
        const before = window.replies.length
        window.say(message)
        await until(() => window.replies.length > before)
        expect(window.replies.at(-1)).toMatchObject({ id, error: { code: 'ERR_USAGE' } })
      }
      expect((await window.ask('hello', {})).presets).toHaveLength(PRESETS.length + 1)
    }))

  it('does not flood a window that takes nothing: it catches up later, and knows what it missed', () =>
    withSession(async (session) => {
      const [slow, fast] = [openWindow(session), openWindow(session)]
      slow.bufferedBytes = 64 * 1024 * 1024
      const { runId } = await fast.ask('startRun', SHORT)
      await fast.wholeRun(runId)
      expect(slow.batches).toEqual([])
      slow.bufferedBytes = 0
      const batches = await slow.wholeRun(runId)
      expect(idsOf(batches).length + (batches.at(-1)?.droppedTasks ?? 0)).toBe(20)
    }))

  it('keeps no more than the last runs for a window that never takes anything', () =>
    withSession(async (session) => {
      const [slow, fast] = [openWindow(session), openWindow(session)]
      slow.bufferedBytes = Infinity
      const runs: string[] = []
      for (let n = 0; n < 5; n++) {
        const { runId } = await fast.ask('startRun', SHORT)
        await fast.wholeRun(runId)
        runs.push(runId)
      }
      slow.bufferedBytes = 0
      await slow.wholeRun(runs.at(-1) ?? '')
      expect([...new Set(slow.batches.map((batch) => batch.runId))]).toEqual(runs.slice(2))
    }))

  it('asks the host for a folder', () =>
    withSession(
      async (session) => expect(await openWindow(session).ask('pickFolder', {})).toEqual({ folder: '/data' }),
      { pickFolder: () => Promise.resolve('/data') },
    ))
})

describe('closing a session', () => {
  it('ends the run with all its workers and disconnects the windows', () =>
    withSession(async (session) => {
      const window = openWindow(session)
      await window.ask('startRun', { preset: 'processes', params: { tasks: 2, task: 'sleep', durationMs: 600_000 } })
      const pids = (): number[] => window.batches.flatMap(({ workers }) => workers.flatMap(({ pid }) => pid ?? []))
      await until(() => new Set(pids()).size === 2)
      await session.close()
      expect(pids().filter(isAlive)).toEqual([])
      expect(window.closed).toBe(true)
      await expect(window.ask('startRun', SHORT)).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' })
      await session.close()
    }))

  it('waits for a run that is just starting, and ends that, too', () =>
    withSession(async (session) => {
      const window = openWindow(session)
      const params = { requests: 2, latencyMs: 60_000, requestTimeoutMs: 600_000 } // longer than this test may take
      const starting = window.ask('startRun', { preset: 'network', params })
      await Promise.resolve() // on its way: the server is being started
      await session.close()
      await until(() => !process.getActiveResourcesInfo().includes('ProcessWrap'))
      await starting
      const late = openWindow(session)
      expect(late.closed).toBe(true)
    }))

  it('forgets windows that have gone', () =>
    withSession(async (session) => {
      const gone = Array.from({ length: 100 }, () => openWindow(session))
      for (const window of gone) window.drop()
      const window = openWindow(session)
      const { runId } = await window.ask('startRun', SHORT)
      await window.wholeRun(runId)
      expect(gone.flatMap(({ batches }) => batches)).toEqual([])
    }))
})
