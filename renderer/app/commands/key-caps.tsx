import { Kbd } from '../../ui/kbd.tsx'
import { isMac, printedKey } from './keys.ts'
import styles from './palette.module.css'

/** The key of a command, as on the keyboard. */
export function KeyCaps({ of }: { of: string }) {
  return (
    <span className={styles['keys']}>
      {printedKey(of, isMac()).map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  )
}
