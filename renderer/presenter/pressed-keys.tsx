import { useEffect, useState } from 'react'
import { namesOfKey } from './key-names.ts'
import styles from './presenter.module.css'

/** So long a key is shown after it was pressed. */
const SHOWN_MS = 1600

/** The key that was pressed last, large: who watches sees how it is done. */
export function PressedKeys() {
  const [pressed, setPressed] = useState<{ readonly names: readonly string[]; readonly count: number } | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onKey = (event: KeyboardEvent): void => {
      const names = namesOfKey(event)
      if (names.length === 0) return
      setPressed((before) => ({ names, count: (before?.count ?? 0) + 1 }))
      clearTimeout(timer)
      timer = setTimeout(() => setPressed(null), SHOWN_MS)
    }
    window.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
  if (pressed === null) return null
  return (
    <div className={styles['keys']} aria-hidden="true" data-testid="pressed-keys">
      {pressed.names.map((name) => (
        <kbd key={`${pressed.count} ${name}`}>{name}</kbd>
      ))}
    </div>
  )
}
