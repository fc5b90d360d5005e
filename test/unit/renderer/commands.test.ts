import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { listCommands, runStageCommands, type Command, type CommandTarget } from '../../../renderer/app/commands/index.ts'
import { commandOf, printedKey, type Press } from '../../../renderer/app/commands/keys.ts'
import { rankCommands } from '../../../renderer/app/commands/rank.ts'
import { encodeBatch } from '../../../workloads/contract/index.ts'
import { createComparisons, createExperiments, createLibrary, createSession, createSettings, createSweeps, createWatch, Player, ViewStore } from '../../../renderer/stores/index.ts'
import { ROOT } from '../../child.ts'
import { batch, counts } from './batches.ts'
import { memoryTransport, WELCOME } from './memory-transport.ts'

async function aWindow() {
  const host = memoryTransport()
  const session = createSession({ open: () => host.transport, onRunChange: () => undefined })
  host.say({ id: host.requests().at(-1)?.id, output: WELCOME })
  await vi.waitFor(() => expect(session.store.getState().connection).toBe('open'))
  const frames = { requestAnimationFrame: () => 1, cancelAnimationFrame: () => undefined }
  const library = createLibrary(session.actions.library)
  const fetchFile = (id: string) => Promise.reject(new Error(`there is no file ${id}`))
  const comparisons = createComparisons({ fetchFile, fail: session.actions.fail, onChange: () => undefined })
  const experiments = createExperiments(session, library, comparisons)
  const stores = {
    session,
    settings: createSettings({ getItem: () => null, setItem: () => undefined }),
    frames: { onFrame: () => () => undefined, onTick: () => () => undefined, invalidate: () => undefined },
    view: new ViewStore(() => undefined),
    player: new Player(() => [session.store.getState().run], frames, () => undefined),
    library,
    comparisons,
    experiments,
    sweeps: createSweeps(session),
    watch: createWatch({ session, library, comparisons, experiments }),
  }
  const shown = createStore<{ overlays: string[]; tours: number }>(() => ({ overlays: [], tours: 0 }))
  const target: CommandTarget = {
    stores,
    show: (overlay) => shown.setState(({ overlays }) => ({ overlays: [...overlays, overlay] })),
    presentRun: () => undefined,
    startTour: () => shown.setState(({ tours }) => ({ tours: tours + 1 })),
    recording: null,
  }
  const named = (id: string): Command => {
    const found = listCommands(target).find((command) => command.id === id)
    if (found === undefined) throw new Error(`there is no command ${id}`)
    return found
  }
  return { host, stores, target, shown, named }
}

const press = (key: string, given: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  within: () => false,
  ...given,
})

describe('commands', () => {
  it('have names, ids and keys of their own', async () => {
    const commands = listCommands((await aWindow()).target)
    const keys = commands.flatMap(({ key }) => (key === undefined ? [] : [key]))
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
    expect(new Set(commands.map(({ group, title }) => `${group} ${title}`)).size).toBe(commands.length)
  })

  it('have their keys in the documentation', async () => {
    const page = readFileSync(path.join(ROOT, 'docs/window.md'), 'utf8')
    const missing = listCommands((await aWindow()).target).filter(({ key = ' ' }) => {
      const printed = printedKey(key, false).join('+')
      const tab = /^[1-8]$/.test(printed) // told as a range
      return !tab && ![`\`${printed}\``, `| ${printed} |`, `${printed} (`].some((words) => page.includes(words))
    })
    expect(missing.map(({ title }) => title)).toEqual([])
  })

  it('of a run on a stage are none of the window behind it, such as a sweep', async () => {
    const { target } = await aWindow()
    const onStage = runStageCommands({ ...target, leave: () => undefined }, () => undefined).map(({ id }) => id)
    expect([onStage.includes('run'), onStage.includes('sweep'), onStage.includes('code')]).toEqual([true, false, false])
    expect(new Set(onStage).size).toBe(onStage.length)
  })

  it('run the selected preset, and stop what runs', async () => {
    const { host, named } = await aWindow()
    expect(named('run').title).toBe('Run threads')
    named('run').run()
    expect(host.requests().at(-1)).toMatchObject({ request: 'startRun', input: { preset: 'threads' } })
    host.say({ id: host.requests().at(-1)?.id, output: { runId: 'run' } })
    await vi.waitFor(() => expect(named('run').blocked).toBeNull())
    host.deliver(encodeBatch(batch(0, { state: 'running', counts: counts({ submitted: 1 }) })))
    expect(named('run').title).toBe('Stop the run')
    expect(named('run-gather').blocked).toContain('Stop it first')
    expect(named('play').blocked).toBeNull()
  })

  it('say why they cannot be done', async () => {
    const { named } = await aWindow()
    expect(named('play').blocked).toBe('No run is on screen.')
    expect(named('export-csv').blocked).toBe('No run is on screen.')
    expect(named('close-file').blocked).toBe('No run file is open.')
  })

  it('change what the window remembers and shows', async () => {
    const { stores, shown, named } = await aWindow()
    named('tab-Log').run()
    named('details').run()
    named('theme-dark').run()
    named('color-outcome').run()
    expect(stores.settings.getState()).toMatchObject({ tab: 'Log', details: false, theme: 'dark', timelineColor: 'outcome' })
    named('tab-Code').run()
    expect(stores.settings.getState()).toMatchObject({ tab: 'Code', details: true })
    named('choose-gather').run()
    expect(stores.session.store.getState().presetId).toBe('gather')
    for (const id of ['palette', 'keys', 'runs', 'reset']) named(id).run()
    named('tour').run()
    expect(shown.getState()).toEqual({ overlays: ['palette', 'keys', 'runs', 'reset'], tours: 1 })
  })
})

describe('keys of commands', () => {
  const command = (id: string, key: string, repeats = false): Command => ({ id, key, repeats, group: 'Run', title: id, run: () => undefined })
  const list = [command('run', ' '), command('play', 'k'), command('palette', 'Mod+k'), command('step', '.', true)]
  /** Within an element of that kind. */
  const on = (kind: string): Press['within'] => (selector) => selector.split(', ').includes(kind)
  const idOf = (given: Press, mac = false) => commandOf(given, list, mac)?.id ?? null

  it('tell letters from letters with Ctrl, or with Cmd on a Mac', () => {
    expect(idOf(press('k'))).toBe('play')
    expect(idOf(press('k', { ctrlKey: true }))).toBe('palette')
    expect(idOf(press('k', { metaKey: true }))).toBeNull()
    expect(idOf(press('k', { metaKey: true }), true)).toBe('palette')
    expect(idOf(press('k', { ctrlKey: true }), true)).toBeNull()
    expect(idOf(press('k', { altKey: true }))).toBeNull()
  })

  it('leave keys to what they mean something for', () => {
    expect(idOf(press('k', { within: on('textarea') }))).toBeNull()
    expect(idOf(press('k', { within: on('button') }))).toBe('play')
    expect(idOf(press(' ', { within: on('button') }))).toBeNull()
    expect(idOf(press(' '))).toBe('run')
    expect(idOf(press('k', { ctrlKey: true, within: on('textarea') }))).toBe('palette')
    expect(idOf(press('k', { ctrlKey: true, within: on('dialog') }))).toBeNull()
  })

  it('repeat only where a held key is of use', () => {
    expect(idOf(press('.', { repeat: true }))).toBe('step')
    expect(idOf(press(' ', { repeat: true }))).toBeNull()
  })

  it('are printed as on the keyboard', () => {
    expect(printedKey(' ', false)).toEqual(['Space'])
    expect(printedKey('Mod+k', false)).toEqual(['Ctrl', 'K'])
    expect(printedKey('Mod+k', true)).toEqual(['⌘', 'K'])
  })
})

describe('finding a command', () => {
  const found = (query: string, given: readonly Partial<Command>[] = COMMANDS) =>
    rankCommands(
      given.map((command, at) => ({ id: String(at), group: 'Presets', title: '', run: () => undefined, ...command })),
      query,
    ).map(({ title }) => title)
  const COMMANDS = [
    { title: 'Run Thread pool' },
    { title: 'Thread queue' },
    { title: 'Thread pool' },
    { title: 'Process pool' },
    { title: 'Hash files', words: 'thread-pool' },
    { title: 'Theme: dark', group: 'Window' as const, words: 'appearance' },
  ]

  it('puts what starts so before what has a word that does, and that before other words', () => {
    expect(found('thread')).toEqual(['Thread pool', 'Thread queue', 'Run Thread pool', 'Hash files'])
    expect(found('pool')).toEqual(['Thread pool', 'Process pool', 'Run Thread pool', 'Hash files'])
  })

  it('wants every word, in any order', () => {
    expect(found('pool thread')).toEqual(['Thread pool', 'Run Thread pool', 'Hash files'])
    expect(found('pool nothing')).toEqual([])
  })

  it('knows initials, groups and other words', () => {
    expect(found('tq')).toEqual(['Thread queue'])
    expect(found('window')).toEqual(['Theme: dark'])
    expect(found('appear')).toEqual(['Theme: dark'])
  })

  it('takes any case and marks as blanks', () => {
    expect(found('  THREAD-pool ')).toContain('Thread pool')
    expect(found('theme dark')).toEqual(['Theme: dark'])
  })

  it('puts what cannot be done now after what can', () => {
    const given = [{ title: 'Speed 1x', blocked: 'no' }, { title: 'Speed 10x' }]
    expect(found('speed', given)).toEqual(['Speed 10x', 'Speed 1x'])
    expect(found('', given)).toEqual(['Speed 10x', 'Speed 1x'])
  })
})
