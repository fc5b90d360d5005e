import { lazy, Suspense, useRef, useState } from 'react'
import { useSetSettings } from '../../stores/index.ts'

const Tour = lazy(async () => ({ default: (await import('./tour.tsx')).Tour }))

/** The tour, once it is started; it is not offered again. The focus goes back to where it was. */
export function useTour() {
  const [shown, setShown] = useState(false)
  const setSettings = useSetSettings()
  const before = useRef<Element | null>(null)
  const start = (): void => {
    before.current = document.activeElement
    setSettings({ tourSeen: true })
    setShown(true)
  }
  const end = (): void => {
    setShown(false)
    // The invitation, if it was that, is gone: then whatever has the list of commands, where the tour is, too.
    const back = before.current?.isConnected === true ? before.current : document.querySelector('header [aria-label="Commands"]')
    if (back instanceof HTMLElement) back.focus()
  }
  const tour = shown && (
    <Suspense>
      <Tour onEnd={end} />
    </Suspense>
  )
  return { tour, start }
}
