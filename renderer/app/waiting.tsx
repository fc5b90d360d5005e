import { useSession } from '../stores/index.ts'
import styles from './waiting.module.css'

/** Before the host has said what there is: which is a moment, or a host that does not answer. */
export function Waiting() {
  const lost = useSession((data) => data.connection === 'lost')
  return (
    <main className={styles['waiting']} aria-busy={!lost}>
      <svg width="3rem" height="3rem" viewBox="0 0 22 22" aria-hidden="true" data-lost={lost}>
        <rect x="1" y="3" width="13" height="4" rx="2" fill="var(--w0)" />
        <rect x="6" y="9" width="15" height="4" rx="2" fill="var(--w1)" />
        <rect x="3" y="15" width="9" height="4" rx="2" fill="var(--w2)" />
      </svg>
      <h2>{lost ? 'The host does not answer' : 'Connecting'}</h2>
      <p>
        {lost
          ? 'Poolscope tries again by itself. If it was stopped, start it again and open the address that it prints.'
          : 'Asking the host for its presets.'}
      </p>
    </main>
  )
}
