import { useEffect, useEffectEvent } from 'react'

export interface Shortcut {
  /** As `KeyboardEvent.key`, without modifiers other than those that the key itself needs. */
  readonly keys: readonly string[]
  /** As printed in the overlay. */
  readonly shown: string
  readonly what: string
  readonly run: (key: string) => void
}

/** Where a key already means something: it is left to the element. */
const OWN_KEYS = 'input, textarea, select, button, a[href], dialog, [role="tab"], [role="slider"], [contenteditable]'
const TYPING = 'input, textarea, select, dialog, [contenteditable]'

/** Global keys, for as long as the component is there. Space keeps its meaning on whatever has the focus. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest(event.key === ' ' ? OWN_KEYS : TYPING)) return
    const shortcut = shortcuts.find(({ keys }) => keys.includes(event.key))
    if (shortcut === undefined) return
    event.preventDefault()
    shortcut.run(event.key)
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
