import { useEffect, useEffectEvent } from 'react'

/**
 * Keeps the page in full screen while it is wanted, where the browser or the host allows it.
 * @param onLeave the user ended it himself, with Esc: the page gets no such key then
 */
export function useFullScreen(wanted: boolean, onLeave: () => void): void {
  const left = useEffectEvent(onLeave)
  useEffect(() => {
    if (!wanted) return undefined
    let entered = false
    const onChange = (): void => {
      if (document.fullscreenElement !== null) entered = true
      else if (entered) left()
    }
    document.addEventListener('fullscreenchange', onChange)
    // Of the whole page, so that menus and dialogs are seen, too. Refused without a click before: then it is a window.
    if (document.fullscreenElement === null) document.documentElement.requestFullscreen().catch(() => undefined)
    return () => {
      document.removeEventListener('fullscreenchange', onChange)
      if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined)
    }
  }, [wanted])
}
