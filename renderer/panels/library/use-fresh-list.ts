import { useEffect } from 'react'
import { useLibrary, useLibraryData } from '../../stores/index.ts'

const REFRESH_MS = 2_000

/** Asks again while a run of the list is being recorded: nobody tells when another host ends its run, or itself. */
export function useFreshList(): void {
  const { saved, seenAtMs } = useLibraryData()
  const { refresh } = useLibrary()
  const goesOn = saved?.runs.some(({ state }) => state === 'recording') === true
  useEffect(() => {
    if (!goesOn) return undefined
    const timer = setTimeout(() => void refresh(), REFRESH_MS)
    return () => clearTimeout(timer)
  }, [goesOn, seenAtMs, refresh])
}
