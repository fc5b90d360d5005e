import { useMemo } from 'react'
import type { ChartRun, Frames } from './data.ts'
import type { SharedView } from './shared-view.ts'
import { useTicked } from './use-ticked.ts'

interface Viewed<R> {
  readonly run: R
  readonly frames: Frames
  readonly view: SharedView
}

/** Something told from a run and from what of it is shown or selected; see `useTicked`. Another `tell` is another question. */
export function useViewed<R extends ChartRun, T>({ run, frames, view }: Viewed<R>, hz: number, tell: (run: R, view: SharedView) => T): T {
  const source = useMemo(
    () => ({
      get version() {
        return `${run.version} ${view.version}`
      },
      tell: () => tell(run, view),
    }),
    [run, view, tell],
  )
  return useTicked(frames, hz, source, told)
}

const told = <T,>({ tell }: { readonly tell: () => T }): T => tell()
