import { useEffect, useEffectEvent } from 'react'

/**
 * Keeps the page in full screen while it is wanted, where the browser or the host allows it.
 * @param onLeave it was ended by something else than `wanted`: with Esc, which some browsers keep from the page
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

/** Ends full screen as Esc does; false: there is none. */
export function endFullScreen(): boolean {
  if (document.fullscreenElement === null) return false
  document.exitFullscreen().catch(() => undefined)
  return true
}
