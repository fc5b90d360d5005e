import type { OpenedRun } from '../../stores/index.ts'
import { formatPlural } from '../../ui/words.ts'
import { Logo, StatePill, ThemeButton, WorkersPill } from '../header-parts.tsx'
import styles from '../header.module.css'

/** Which run this is, where it ran, and in which state the replay shows it. */
export function ReplayHeader({ opened: { run } }: { opened: OpenedRun }) {
  const { info } = run
  return (
    <header className={styles['header']}>
      <Logo />
      <p className={styles['crumb']}>
        <span>Replay / </span>
        <b>{info?.title ?? 'a run'}</b>
      </p>
      <StatePill />
      <WorkersPill />
      <div className={styles['gap']} />
      {info !== null && (
        <p className={styles['crumb']}>
          <span>
            {formatPlural(info.machine.cores, 'core')}, {info.machine.platform}, Node {info.machine.node.replace(/^v/, '')}
          </span>
        </p>
      )}
      <ThemeButton />
    </header>
  )
}
