const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
}

const MODIFIERS = ['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'CapsLock', 'Dead', 'Unidentified']

/** The keys of a press as they are printed on the keyboard; none for a modifier alone. */
export function namesOfKey({ key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string[] {
  if (MODIFIERS.includes(key)) return []
  const held = [ctrlKey && 'Ctrl', metaKey && '⌘', altKey && 'Alt'].filter((name) => name !== false)
  return [...held, NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)]
}
