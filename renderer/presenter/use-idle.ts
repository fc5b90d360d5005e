import { useEffect, useState, type RefObject } from 'react'

/** So long after the last move the presenter is at rest. */
const IDLE_MS = 2500

/**
 * Is nothing being moved or looked for? Keys that do something to the show are none of that: the audience need not see
 * more than what they do. Never while the keyboard is at a control, or a menu is open.
 * @param shown what the presenter asked to see; another one wakes him
 */
export function useIdle(root: RefObject<HTMLElement | null>, shown: boolean): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const rest = (): void => {
      const busy = root.current?.querySelector(':focus-visible, [data-state="open"]')
      if (busy == null || busy === root.current) setIdle(true)
      else wake()
    }
    const wake = (): void => {
      setIdle(false)
      clearTimeout(timer)
      timer = setTimeout(rest, IDLE_MS)
    }
    // Whether the key meant something is known when all have heard of it.
    const onKey = (event: KeyboardEvent): void => {
      setTimeout(() => {
        if (!event.defaultPrevented) wake()
      })
    }
    wake()
    window.addEventListener('keydown', onKey)
    for (const type of MOVES) window.addEventListener(type, wake)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey)
      for (const type of MOVES) window.removeEventListener(type, wake)
    }
  }, [root, shown])
  return idle
}

const MOVES = ['pointermove', 'pointerdown'] as const
