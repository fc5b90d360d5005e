import { COST_LABELS } from '../../../workloads/analysis/index.ts'
import { COST_PARTS, type CostPart } from '../../../workloads/contract/index.ts'
import { formatDuration } from '../../charts/format.ts'
import styles from './cost.module.css'

interface CostBarProps {
  /** What it is of. */
  readonly label: string
  /** Parts that are left out are none of it. */
  readonly parts: Readonly<Partial<Record<CostPart, number>>>
  /** The time that is as long as the whole width. */
  readonly scaleMs: number
}

/** The parts of one time, one behind the other. */
export function CostBar({ label, parts, scaleMs }: CostBarProps) {
  const shown = COST_PARTS.flatMap((part) => (parts[part] === undefined || parts[part] <= 0 ? [] : [{ part, ms: parts[part] }]))
  const sumMs = shown.reduce((sum, { ms }) => sum + ms, 0)
  const told = shown.map(({ part, ms }) => `${COST_LABELS[part].toLowerCase()} ${formatDuration(ms)}`).join(', ')
  return (
    <div className={styles['bar']}>
      <p>
        {label} <b className="num">{formatDuration(sumMs)}</b>
      </p>
      <div className={styles['track']} role="img" aria-label={`${label}: ${told}`} title={told}>
        {shown.map(({ part, ms }) => (
          <i key={part} data-part={part} style={{ flexBasis: `${scaleMs > 0 ? (ms / scaleMs) * 100 : 0}%` }} />
        ))}
      </div>
    </div>
  )
}

/** The colour of a part beside its name. */
export function PartName({ part }: { part: CostPart }) {
  return (
    <>
      <i className={styles['swatch']} data-part={part} aria-hidden="true" /> {COST_LABELS[part]}
    </>
  )
}
