import { describe, expect, it, vi } from 'vitest'
import { encodeBatch } from '../../../workloads/contract/index.ts'
import { isRunShown, paramValue, selectedPreset, shownRunState } from '../../../renderer/stores/session-data.ts'
import { createSession } from '../../../renderer/stores/session-store.ts'
import { batch, INFO } from './batches.ts'
import { memoryTransport, WELCOME } from './memory-transport.ts'

async function connected() {
  const hosts: ReturnType<typeof memoryTransport>[] = []
  const retries: (() => void)[] = []
  let changes = 0
  const session = createSession({
    open: () => {
      const host = memoryTransport()
      hosts.push(host)
      return host.transport
    },
    onRunChange: () => changes++,
    setTimer: (callback) => {
      retries.push(callback)
      return () => undefined
    },
  })
  const { store, actions } = session
  const host = () => {
    const last = hosts.at(-1)
    if (last === undefined) throw new Error('nobody connected')
    return last
  }
  /** Answers the request made last. */
  const reply = (answer: object) => host().say({ id: host().requests().at(-1)?.id, ...answer })
  reply({ output: WELCOME })
  await vi.waitFor(() => expect(store.getState().connection).toBe('open'))
  return { session, store, actions, host, reply, retry: () => retries.at(-1)?.(), changes: () => changes }
}

describe('session', () => {
  it('greets the host and selects the first preset', async () => {
    const { store } = await connected()
    const state = store.getState()
    expect(state.capabilities?.cores).toBe(2)
    expect(selectedPreset(state)?.id).toBe('threads')
    expect(paramValue(state, 'tasks')).toBe(10)
  })

  it('keeps changed parameters by preset and starts the run with them', async () => {
    const { store, actions, host, reply } = await connected()
    actions.setParam('tasks', 25)
    actions.selectPreset('gather')
    expect(paramValue(store.getState(), 'tasks')).toBe(10)
    actions.selectPreset('threads')
    actions.setSeed(7)
    const started = actions.start()
    expect(store.getState().busy).toBe(true)
    expect(host().requests().at(-1)?.input).toEqual({ preset: 'threads', params: { tasks: 25 }, seed: 7 })
    reply({ output: { runId: 'run' } })
    await started
    expect(store.getState().busy).toBe(false)
    actions.resetParams()
    expect(paramValue(store.getState(), 'tasks')).toBe(10)
  })

  it('takes in the run, tells that it changed, and stops it by its id', async () => {
    const { store, actions, host, reply, changes } = await connected()
    host().deliver(encodeBatch(batch(0, { info: { ...INFO, preset: 'gather' } })))
    expect(store.getState()).toMatchObject({ runId: 'run', runState: 'running', runPresetId: 'gather' })
    expect(store.getState().presetId).toBe('gather')
    expect(changes()).toBe(1)
    const stopped = actions.stop()
    expect(host().requests().at(-1)).toMatchObject({ request: 'stopRun', input: { runId: 'run' } })
    reply({ output: {} })
    await stopped
    host().deliver(encodeBatch(batch(1, { state: 'finished' })))
    expect(store.getState().runState).toBe('finished')
  })

  it('keeps a model for each run of a race, which goes on until both have ended', async () => {
    const { store, host } = await connected()
    const send = (runId: string, rival: string, seq: number, state: 'running' | 'finished'): void =>
      host().deliver(encodeBatch(batch(seq, { runId, state, ...(seq === 0 ? { info: { ...INFO, runId, rival } } : {}) })))
    send('a', 'b', 0, 'running')
    expect(store.getState().rival).toBeNull()
    send('b', 'a', 0, 'running')
    send('b', 'a', 1, 'running')
    expect([store.getState().run.runId, store.getState().rival?.runId, store.getState().rival?.endMs]).toEqual(['a', 'b', 100])
    send('a', 'b', 1, 'finished')
    expect(store.getState()).toMatchObject({ runId: 'a', runState: 'running' })
    send('b', 'a', 2, 'finished')
    expect(store.getState().runState).toBe('finished')
    host().deliver(encodeBatch(batch(0, { runId: 'alone', info: { ...INFO, runId: 'alone' } })))
    expect([store.getState().rival, store.getState().runId]).toEqual([null, 'alone'])
  })

  it('does not change the preset that the user chose to that of a run', async () => {
    const { store, actions, host } = await connected()
    actions.selectPreset('threads')
    host().deliver(encodeBatch(batch(0, { info: { ...INFO, preset: 'gather' } })))
    expect(store.getState()).toMatchObject({ presetId: 'threads', runPresetId: 'gather' })
  })

  it('shows the selected preset as idle beside a run of another that has ended, and that run again with its own', async () => {
    const { store, actions, host } = await connected()
    const shown = () => [isRunShown(store.getState()), shownRunState(store.getState())]
    expect(shown()).toEqual([false, 'idle'])
    host().deliver(encodeBatch(batch(0, { info: { ...INFO, preset: 'gather' } })))
    expect(shown()).toEqual([true, 'running'])
    actions.selectPreset('threads')
    expect(shown()).toEqual([true, 'running'])
    host().deliver(encodeBatch(batch(1, { state: 'failed' })))
    expect(shown()).toEqual([false, 'idle'])
    actions.selectPreset('gather')
    expect(shown()).toEqual([true, 'failed'])
  })

  it('shows what the host refuses until it is dismissed', async () => {
    const { store, actions, reply } = await connected()
    const started = actions.start()
    reply({ error: { name: 'UsageError', message: 'Parameter "tasks" cannot be 0.', code: 'ERR_USAGE' } })
    await started
    expect(store.getState().lastError).toEqual({ message: 'Parameter "tasks" cannot be 0.', code: 'ERR_USAGE' })
    actions.dismissError()
    expect(store.getState().lastError).toBe(null)
  })

  it('asks the user where the host wants to be sure, and drops the request when the answer is no', async () => {
    const { store, actions, host, reply } = await connected()
    const started = actions.start()
    const message = 'Requests go to example.com.'
    reply({ error: { name: 'ConfirmationNeededError', message, code: 'ERR_CONFIRMATION_NEEDED' } })
    await started
    expect(store.getState()).toMatchObject({ confirmation: message, lastError: null })
    const before = host().requests().length
    await actions.confirm(false)
    expect([store.getState().confirmation, host().requests().length]).toEqual([null, before])
    await actions.confirm(true)
    expect(host().requests().length).toBe(before)
  })

  it('says a request again with the word of the user', async () => {
    const { actions, host, reply } = await connected()
    const started = actions.start()
    reply({ error: { name: 'ConfirmationNeededError', message: 'Sure?', code: 'ERR_CONFIRMATION_NEEDED' } })
    await started
    const confirmed = actions.confirm(true)
    expect(host().requests().at(-1)?.input).toMatchObject({ preset: 'threads', confirmed: true })
    reply({ output: { runId: 'run' } })
    await confirmed
  })

  it('puts a chosen folder into the parameter, and leaves it when none was chosen', async () => {
    const { store, actions, reply } = await connected()
    const first = actions.pickFolder('folder')
    reply({ output: { folder: '/data/photos' } })
    await first
    const second = actions.pickFolder('folder')
    reply({ output: { folder: null } })
    await second
    expect(paramValue(store.getState(), 'folder')).toBe('/data/photos')
  })

  it('is lost with its host, connects again, and keeps what the user did', async () => {
    const { store, actions, host, reply, retry } = await connected()
    actions.setParam('tasks', 25)
    const started = actions.start()
    host().drop()
    await started
    expect(store.getState()).toMatchObject({ connection: 'lost', busy: false })
    retry()
    reply({ output: WELCOME })
    await vi.waitFor(() => expect(store.getState().connection).toBe('open'))
    expect(paramValue(store.getState(), 'tasks')).toBe(25)
  })
})
