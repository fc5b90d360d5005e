import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Frames } from './data.ts'

/**
 * Something told from an object that changes in place: looked at `hz` times a second, and React renders again only
 * when the answer is not the `same`. Equal answers stay the same object.
 */
export function useTicked<S extends { readonly version: unknown }, T>(
  frames: Frames,
  hz: number,
  source: S,
  tell: (source: S) => T,
  same: (a: T, b: T) => boolean = Object.is,
): T {
  const answer = useMemo(() => remembered(source, tell, same), [source, tell, same])
  const subscribe = useCallback((onChange: () => void) => frames.onTick(hz, onChange), [frames, hz])
  return useSyncExternalStore(subscribe, answer)
}

/** One version of the source has one answer, even when `tell` makes new objects. */
function remembered<S extends { readonly version: unknown }, T>(
  source: S,
  tell: (source: S) => T,
  same: (a: T, b: T) => boolean,
): () => T {
  let version = source.version
  let answer = tell(source)
  return () => {
    if (version !== source.version) {
      version = source.version
      const next = tell(source)
      if (!same(answer, next)) answer = next
    }
    return answer
  }
}
