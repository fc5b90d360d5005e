import { OUTCOMES, type Outcome } from '../../../workloads/contract/index.ts'
import { OUTCOME_WORDS } from '../../charts/outcomes.ts'
import { NO_WORKER_WORDS } from './task-columns.ts'
import type { TaskFilter } from './task-filter.ts'
import styles from './tasks.module.css'

/** Names in the list; a run may have thousands of workers, and the search finds each. */
const MAX_LISTED = 200

export interface TaskToolbarProps {
  readonly filter: TaskFilter
  /** Names, in the order of their start. */
  readonly workers: readonly string[]
  readonly onFilter: (filter: TaskFilter) => void
}

/** Which tasks the table shows. */
export function TaskToolbar({ filter, workers, onFilter }: TaskToolbarProps) {
  const worker = filter.worker !== null && [NO_WORKER_WORDS, ...workers].includes(filter.worker) ? filter.worker : ''
  return (
    <>
      <input
        type="search"
        className={styles['search']}
        aria-label="Search tasks by rank, kind or worker"
        placeholder="Rank, kind or worker"
        value={filter.search}
        onChange={({ target }) => onFilter({ ...filter, search: target.value })}
      />
      <select
        aria-label="Outcome"
        value={filter.outcome ?? ''}
        onChange={({ target }) => onFilter({ ...filter, outcome: outcomeOf(target.value) })}
      >
        <option value="">All outcomes</option>
        {OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {OUTCOME_WORDS[outcome]}
          </option>
        ))}
      </select>
      <select
        aria-label="Worker"
        value={worker}
        onChange={({ target }) => onFilter({ ...filter, worker: target.value === '' ? null : target.value })}
      >
        <option value="">All workers</option>
        {workers.slice(0, MAX_LISTED).map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        <option value={NO_WORKER_WORDS}>{NO_WORKER_WORDS}</option>
        {workers.length > MAX_LISTED && <option disabled>others: search by name</option>}
      </select>
    </>
  )
}

const outcomeOf = (value: string): Outcome | null => OUTCOMES.find((outcome) => outcome === value) ?? null
