import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import type { LogEntry, WorkerInfo } from '../../workloads/contract/index.ts'
import { formatCount } from '../charts/format.ts'
import { useRunValue, useShownRun } from '../stores/index.ts'
import { Swatch } from '../ui/swatch.tsx'
import styles from './log.module.css'

/** Slower than the figures: a log is read, not watched. */
const LOG_HZ = 4
/** Rows in the page; older ones are in the model and in the run file, and would only be scrolled past. */
const SHOWN = 500
const NEAR_END_PX = 40
const NO_RUN = 'No run is on screen. What happens in one is told here: losses, crashes, errors.'
const NOTHING_YET = 'Nothing out of the ordinary happened: no worker was lost, no error was told.'

const LEVELS = {
  info: { Icon: Info, word: '' },
  warning: { Icon: TriangleAlert, word: 'Warning: ' },
  error: { Icon: CircleAlert, word: 'Error: ' },
} as const

/** What happened, newest last. Follows the end for as long as the reader stays there. */
export function Log() {
  const { workers } = useShownRun()
  const log = useRunValue((run) => run.log, LOG_HZ)
  const dropped = useRunValue((run) => run.logDropped, LOG_HZ)
  const begun = useRunValue((run) => run.info !== null, LOG_HZ)
  const box = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  useEffect(() => {
    const element = box.current
    if (element !== null && follows.current) element.scrollTop = element.scrollHeight
  }, [log])
  const shown = log.slice(-SHOWN)
  const hidden = dropped + log.length - shown.length
  return (
    <div
      ref={box}
      className={styles['log']}
      role="log"
      // Status changes and errors are announced elsewhere; a line for each event would never stop talking.
      aria-live="off"
      aria-label="Event log"
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        follows.current = scrollTop + clientHeight > scrollHeight - NEAR_END_PX
      }}
    >
      {log.length === 0 && <p className={styles['none']}>{begun ? NOTHING_YET : NO_RUN}</p>}
      {hidden > 0 && <p className={styles['none']}>{formatCount(hidden)} older lines are not shown.</p>}
      <ol>
        {shown.map((entry, at) => (
          <Line key={hidden + at} entry={entry} name={nameOf(workers, entry)} />
        ))}
      </ol>
    </div>
  )
}

/** The worker that an entry is about, unless its text says so itself. */
function nameOf(workers: readonly (WorkerInfo | undefined)[], { worker, text }: LogEntry): string | null {
  const name = worker === null ? undefined : workers[worker]?.id
  return name === undefined || text.includes(name) ? null : name
}

const Line = memo(function Line({ entry, name }: { entry: LogEntry; name: string | null }) {
  const { Icon, word } = LEVELS[entry.level]
  return (
    <li className={styles['line']} data-level={entry.level}>
      <time className="num">{(entry.atMs / 1000).toFixed(3)}</time>
      <Icon size={13} aria-hidden="true" />
      <span>
        <span className="visually-hidden">{word}</span>
        {name !== null && entry.worker !== null && (
          <b className={styles['name']}>
            <Swatch worker={entry.worker} /> {name}:{' '}
          </b>
        )}
        {entry.text}
      </span>
    </li>
  )
})
