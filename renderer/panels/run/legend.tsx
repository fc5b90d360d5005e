import { tokenCss, type LegendEntry } from '../../charts/index.ts'
import styles from './legend.module.css'

/** Marks and what they stand for; nothing where there are none. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  if (entries.length === 0) return null
  return (
    <ul className={styles['legend']} aria-label="Colours">
      {entries.map(({ label, mark, token }) => (
        <li key={label}>
          <i data-mark={mark} style={{ ['--of' as string]: tokenCss(token) }} />
          {label}
        </li>
      ))}
    </ul>
  )
}
