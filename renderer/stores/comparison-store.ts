import { createStore, type StoreApi } from 'zustand/vanilla'
import { compareRuns, type ComparisonRow } from '../../workloads/analysis/index.ts'
import { readRepeat, readSide, type ComparedSide, type NamedSource, type SideOptions } from './compared-side.ts'
import { sideViews, type SideView } from './side-view.ts'

export const SIDES = ['a', 'b'] as const
export type SideName = (typeof SIDES)[number]

/** Each with one run at least. */
export type ComparedSources = Readonly<Record<SideName, readonly NamedSource[]>>

/** Two runs side by side. */
export interface Sides {
  readonly a: Pick<ComparedSide, 'run'>
  readonly b: Pick<ComparedSide, 'run'>
  /** Zoom, crosshair and selection of each side; they move together. */
  readonly views: Readonly<Record<SideName, SideView>>
}

export interface Comparison extends Sides {
  readonly a: ComparedSide
  readonly b: ComparedSide
  /** Of all repeats; what is said is said of b. */
  readonly rows: readonly ComparisonRow[]
}

export interface ComparisonData {
  /** null: nothing is compared. */
  readonly comparison: Comparison | null
  /** Files read so far, while some are. */
  readonly reading: { readonly done: number; readonly of: number } | null
  /** What was compared last, to be opened again. */
  readonly last: ComparedSources | null
}

export const NO_COMPARISON: ComparisonData = { comparison: null, reading: null, last: null }

export interface Comparisons {
  readonly store: StoreApi<ComparisonData>
  /** Reads the runs of both sides and shows them. Failures go to `fail`; another call takes the place of this one. */
  readonly open: (sources: ComparedSources) => Promise<void>
  /** Shows another repeat of a side. */
  readonly show: (side: SideName, index: number) => Promise<void>
  readonly close: () => void
}

export interface ComparisonOptions {
  readonly fetchFile: SideOptions['fetchFile']
  readonly fail: (error: unknown) => void
  /** What is shown changed. */
  readonly onChange: () => void
}

/** Two sides, each a run or repeats of one, read from their files and shown together. */
export function createComparisons({ fetchFile, fail, onChange }: ComparisonOptions): Comparisons {
  const store = createStore<ComparisonData>(() => ({ comparison: null, reading: null, last: null }))
  let reading = new AbortController()

  /** One reading at a time; null when another took its place, or it failed. */
  async function read<T>(files: number, work: (options: SideOptions) => Promise<T>): Promise<T | null> {
    reading.abort()
    const { signal } = (reading = new AbortController())
    let done = 0
    const tell = (): void => store.setState({ reading: { done, of: files } })
    tell()
    try {
      const onRead = (): void => {
        done++
        if (!signal.aborted) tell()
      }
      const result = await work({ fetchFile, signal, onRead })
      return signal.aborted ? null : result
    } catch (error) {
      if (!signal.aborted) fail(error)
      return null
    } finally {
      if (!signal.aborted) store.setState({ reading: null })
    }
  }

  function put(sides: Pick<Comparison, 'a' | 'b'>, rows: readonly ComparisonRow[]): void {
    const { a, b } = sides
    const extentMs = Math.max(1, a.run.endMs, b.run.endMs)
    store.setState({ comparison: { a, b, rows, views: sideViews(a.run, b.run, () => extentMs, onChange) } })
    onChange()
  }

  return {
    store,
    async open(sources) {
      const [[firstA, ...restA], [firstB, ...restB]] = [sources.a, sources.b]
      if (firstA === undefined || firstB === undefined) return
      const sides = await read(sources.a.length + sources.b.length, async (options) => ({
        a: await readSide([firstA, ...restA], options),
        b: await readSide([firstB, ...restB], options),
      }))
      if (sides === null) return
      store.setState({ last: sources })
      const measures = ({ repeats }: ComparedSide) => repeats.map((repeat) => repeat.measures)
      put(sides, compareRuns(measures(sides.a), measures(sides.b)))
    },
    async show(side, index) {
      const source = store.getState().comparison?.[side].repeats[index]
      if (source === undefined) return
      const shown = await read(1, (options) => readRepeat(source, options))
      const { comparison } = store.getState()
      if (shown === null || comparison === null) return
      put({ a: comparison.a, b: comparison.b, [side]: { ...comparison[side], shown: index, run: shown.run } }, comparison.rows)
    },
    close() {
      reading.abort()
      if (store.getState().comparison === null && store.getState().reading === null) return
      store.setState({ comparison: null, reading: null })
      onChange()
    },
  }
}
