import { expect, it, vi } from 'vitest'
import { createSession, createSettings, forgetChoices, Player, rememberChoices, type Settings } from '../../../renderer/stores/index.ts'
import { memoryTransport, WELCOME } from './memory-transport.ts'

const FRAMES = { requestAnimationFrame: () => 1, cancelAnimationFrame: () => undefined }

/** A window that reads what an earlier one wrote, connected. */
async function aWindow(kept: { text: string | null }) {
  const settings = createSettings({ getItem: () => kept.text, setItem: (_key, text) => void (kept.text = text) })
  const host = memoryTransport()
  const session = createSession({ open: () => host.transport, onRunChange: () => undefined, remembered: settings.getState() })
  const player = new Player(() => [session.store.getState().run], FRAMES, () => undefined)
  const stop = rememberChoices(settings, session, player)
  host.say({ id: host.requests().at(-1)?.id, output: WELCOME })
  await vi.waitFor(() => expect(session.store.getState().connection).toBe('open'))
  return { settings, session, player, stop }
}

const keep = (settings: Partial<Settings>) => ({ text: JSON.stringify(settings) })

it('the next window has the preset, its parameters and the replay of the last one', async () => {
  const kept = { text: null }
  const first = await aWindow(kept)
  first.session.actions.selectPreset('gather')
  first.session.actions.setParam('tasks', 25)
  first.player.setSpeed(0.5)
  first.player.setLoop(true)
  first.stop()
  first.session.actions.selectPreset('threads') // after the end: not remembered

  const { session, player } = await aWindow(kept)
  expect(session.store.getState()).toMatchObject({ presetId: 'gather', edits: { gather: { tasks: 25 } } })
  expect(player.store.getState()).toMatchObject({ speed: 0.5, loop: true })
})

it('what the host no longer has is left out', async () => {
  const { session, settings } = await aWindow(
    keep({ presetId: 'gone', edits: { gone: { tasks: 1 }, gather: { tasks: 3, gone: 1 } } }),
  )
  expect(session.store.getState()).toMatchObject({ presetId: 'threads', edits: { gather: { tasks: 3 } } })
  expect(session.store.getState().edits).not.toHaveProperty('gone')
  expect(session.store.getState().edits['gather']).not.toHaveProperty('gone')
  expect(settings.getState().presetId).toBe('threads')
})

it('all settings can be reset, but for the preset that is looked at and the tour', async () => {
  const { settings, session, player } = await aWindow(keep({ theme: 'dark', tab: 'Log', speed: 10, presetId: 'gather', tourSeen: true }))
  session.actions.setParam('tasks', 25)
  session.actions.setSeed(7)
  forgetChoices(settings, session, player)
  expect(settings.getState()).toMatchObject({ theme: 'system', tab: 'Parameters', speed: 1, edits: {}, presetId: 'gather', tourSeen: true })
  expect(session.store.getState()).toMatchObject({ presetId: 'gather', edits: {}, seed: null })
  expect(player.store.getState().speed).toBe(1)
})
