import { useComparisons, type ComparedSide, type SideName } from '../../stores/index.ts'
import { Select } from '../../ui/select.tsx'
import { formatPlural } from '../../ui/words.ts'
import styles from './compare.module.css'

interface SideHeadProps {
  readonly name: SideName
  readonly side: ComparedSide
  /** What is other here than on the other side. */
  readonly differs: string
}

/** Which run a side shows, and which of its repeats. */
export function SideHead({ name, side: { repeats, shown }, differs }: SideHeadProps) {
  const comparisons = useComparisons()
  const repeat = repeats[shown]
  if (repeat === undefined) return null
  const { info } = repeat
  return (
    <header className={styles['side']}>
      <b className={styles['badge']} aria-hidden="true">
        {name}
      </b>
      <h3>
        <span className="visually-hidden">{name}: </span>
        {repeat.name}
      </h3>
      <p title={differs}>
        {info.technique}
        {differs === '' ? '' : `, ${differs}`}
      </p>
      {repeats.length > 1 && (
        <Select
          label={`Run of ${name} that is shown`}
          value={String(shown)}
          options={repeats.map((_, index) => ({
            value: String(index),
            label: `${index + 1} of ${formatPlural(repeats.length, 'run')}`,
          }))}
          // What goes wrong is in the session's `lastError`.
          onChange={(chosen) => void comparisons.show(name, Number(chosen))}
        />
      )}
    </header>
  )
}
