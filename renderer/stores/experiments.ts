import { createStore, type StoreApi } from 'zustand/vanilla'
import { counterpartOf } from '../../workloads/analysis/index.ts'
import { MODEL_WORDS, type Model, type RunInfo } from '../../workloads/contract/index.ts'
import type { NamedSource } from './compared-side.ts'
import { SIDES, type Comparison, type Comparisons } from './comparison-store.ts'
import type { Library } from './library-store.ts'
import type { Session, StartInput } from './session-store.ts'

/** Fewer tell nothing of how much runs differ by themselves; more is for `poolscope run` in a loop. */
export const FEWEST_REPEATS = 2
export const MOST_REPEATS = 20

/** A recorded run that can be made again. */
export type Again = Pick<RunInfo, 'preset' | 'technique' | 'title' | 'seed' | 'params'>

export interface ExperimentData {
  /** The runs that go on one after the other; null: none do. */
  readonly going: { readonly what: string; readonly run: number; readonly of: number } | null
  /** What the last repeats recorded, and those before: to be compared. */
  readonly groups: readonly (readonly NamedSource[])[]
}

export interface Experiments {
  readonly store: StoreApi<ExperimentData>
  /** Runs the selected preset so many times, with one seed. Resolves when all have ended, or were stopped. */
  readonly repeat: (times: number) => Promise<void>
  /** Runs the same tasks under a model, then compares both. */
  readonly runAs: (run: Again, source: NamedSource, model: Model) => Promise<void>
  /** Runs the tasks of a run and the same under another model at the same time, then compares both. */
  readonly race: (run: Again, model: Model) => Promise<void>
  /** Runs both sides of a comparison in turns until each has so many repeats, then compares all. */
  readonly repeatBoth: (comparison: Comparison, times: number) => Promise<void>
  /** Compares the last two groups of repeats. */
  readonly compareGroups: () => Promise<void>
  /** Ends the runs that go on; what is recorded stays. */
  readonly stop: () => Promise<void>
}

/** Nothing goes on. */
export const NO_EXPERIMENTS: ExperimentData = { going: null, groups: [] }

const MAX_SEED = 2 ** 32

/** Several runs one after the other, so that they do not fight for the cores. Failures are in the session's `lastError`. */
export function createExperiments(session: Session, library: Library, comparisons: Comparisons): Experiments {
  const store = createStore<ExperimentData>(() => NO_EXPERIMENTS)
  const { actions } = session

  /** @returns the runs that ended by themselves, as the library has them; null for one that could not be recorded */
  async function runAll(what: string, inputs: readonly StartInput[]): Promise<(NamedSource | null)[]> {
    if (store.getState().going !== null) return []
    const ended: string[] = []
    let agreed = false
    try {
      for (const [index, input] of inputs.entries()) {
        store.setState({ going: { what, run: index + 1, of: inputs.length } })
        const runId = await actions.startRun(agreed ? { ...input, confirmed: true } : input)
        if (runId === null || !(await actions.ended(runId))) break
        agreed ||= inputs.every(({ preset, params }) => preset === input.preset && params === input.params)
        ended.push(runId)
      }
      await library.refresh()
    } finally {
      store.setState({ going: null })
    }
    return ended.map(savedAs)
  }

  /** The file of a run; null: it was not recorded. */
  function savedAs(runId: string): NamedSource | null {
    const run = library.store.getState().saved?.runs.find((one) => one.runId === runId)
    return run === undefined ? null : { name: run.name, source: run.id }
  }

  return {
    store,
    async repeat(times) {
      const { presetId, presets, edits, seed } = session.store.getState()
      const preset = presets.find(({ id }) => id === presetId)
      if (preset === undefined) return
      const one: StartInput = {
        preset: preset.id,
        params: edits[preset.id] ?? {},
        seed: seed ?? Math.floor(Math.random() * MAX_SEED),
      }
      const group = recorded(await runAll(preset.title, Array.from({ length: times }, () => one)))
      if (group.length > 0) store.setState(({ groups }) => ({ groups: [...groups.slice(-1), group] }))
    },
    async runAs({ preset, technique, title, seed, params }, source, model) {
      const counterpart = counterpartOf({ preset, technique, params }, model, session.store.getState().presets)
      if ('reason' in counterpart) return
      const [other] = await runAll(`${title} as ${MODEL_WORDS[model]}`, [{ ...counterpart, seed }])
      if (other == null) return
      await actions.openFile(source.name, source.source) // whoever closes the comparison is back at this run
      await comparisons.open({ a: [source], b: [other] })
    },
    async race({ preset, technique, title, seed, params }, model) {
      const counterpart = counterpartOf({ preset, technique, params }, model, session.store.getState().presets)
      if ('reason' in counterpart || store.getState().going !== null) return
      store.setState({ going: { what: `Race: ${title} against ${MODEL_WORDS[model]}`, run: 1, of: 1 } })
      try {
        const ids = await actions.startRace([{ preset, params, seed }, { ...counterpart, seed }])
        if (ids?.[0] === undefined || !(await actions.ended(ids[0]))) return
        await library.refresh()
        const [a, b] = ids.map(savedAs)
        if (a != null && b != null) await comparisons.open({ a: [a], b: [b] })
      } finally {
        store.setState({ going: null })
      }
    },
    async repeatBoth(comparison, times) {
      const inputs: StartInput[] = []
      const sides: ('a' | 'b')[] = []
      for (let round = 0; round < times; round++) {
        for (const side of SIDES) {
          const { repeats, shown } = comparison[side]
          const info = repeats[shown]?.info
          if (info === undefined || round < repeats.length) continue
          const { preset, params, seed } = info
          inputs.push({ preset, params, seed })
          sides.push(side)
        }
      }
      const { opened } = session.store.getState()
      const added = await runAll('Both sides in turns', inputs)
      if (opened !== null) await actions.openFile(opened.name, opened.source)
      const all = (side: 'a' | 'b') => [...comparison[side].repeats, ...recorded(added.filter((_, at) => sides[at] === side))]
      if (added.some((one) => one !== null)) await comparisons.open({ a: all('a'), b: all('b') })
    },
    async compareGroups() {
      const [a, b] = store.getState().groups
      if (a !== undefined && b !== undefined) await comparisons.open({ a, b })
    },
    stop: () => actions.stop(),
  }
}

const recorded = (runs: readonly (NamedSource | null)[]): NamedSource[] => runs.filter((run) => run !== null)
