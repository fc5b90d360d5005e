import { useEffect, useEffectEvent } from 'react'
import type { Command } from './command.ts'

const MOD = 'Mod+'

/** Where a key already means something: it is left to the element. */
const OWN_KEYS = 'input, textarea, select, button, a[href], [role="tab"], [role="slider"], [contenteditable]'
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="menu"]'

export interface Press extends Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'> {
  /** Is what has the focus one of these, or within one? */
  readonly within: (selector: string) => boolean
}

/** The command that a press means where it came, if any. Space keeps its meaning on whatever has the focus. */
export function commandOf(press: Press, commands: readonly Command[], mac: boolean): Command | null {
  const { key, altKey, repeat, within } = press
  const mod = mac ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey
  if (altKey || within('dialog')) return null
  if (!mod && (press.ctrlKey || press.metaKey)) return null
  if (!mod && within(key === ' ' ? OWN_KEYS : TYPING)) return null
  const wanted = mod ? MOD + key.toLowerCase() : key
  const found = commands.find(({ key: own, also = [] }) => own === wanted || also.includes(wanted))
  return found === undefined || (repeat && found.repeats !== true) ? null : found
}

/** Keys of commands, for as long as the component is there. */
export function useCommandKeys(list: () => readonly Command[]): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
    const { key, ctrlKey, metaKey, altKey, repeat, target } = event
    const within = (selector: string): boolean => target instanceof Element && target.closest(selector) !== null
    const command = commandOf({ key, ctrlKey, metaKey, altKey, repeat, within }, list(), isMac())
    if (command === null || command.blocked != null) return
    event.preventDefault()
    command.run()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

export const isMac = (): boolean => navigator.userAgent.includes('Mac')

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
}

/** A command's key as it is printed: one or more that are pressed together. */
export function printedKey(key: string, mac: boolean): string[] {
  if (!key.startsWith(MOD)) return [NAMES[key] ?? key]
  return [mac ? '⌘' : 'Ctrl', key.slice(MOD.length).toUpperCase()]
}
