import { RotateCw } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { counterpartOf, modelOf, modelsFor } from '../../../workloads/analysis/index.ts'
import { MODEL_WORDS, type Model } from '../../../workloads/contract/index.ts'
import { useExperimentData, useExperiments, useSession, type Again, type NamedSource } from '../../stores/index.ts'
import styles from './again-menu.module.css'

interface AgainMenuProps {
  readonly run: Again
  readonly source: NamedSource
  /** Runs go on or cannot be started; the reason. */
  readonly blocked: string | null
  /** Something was chosen. */
  readonly onChoose?: () => void
  /** Where there is no room for words. */
  readonly short?: boolean
}

/** Runs the tasks of a run once more, under the same model or another, and compares both; says why where that cannot be. */
export function AgainMenu({ run, source, blocked, onChoose, short = false }: AgainMenuProps) {
  const presets = useSession((data) => data.presets)
  const going = useExperimentData((data) => data.going !== null)
  const { runAs, race } = useExperiments()
  const own = modelOf(run.technique)
  const models = modelsFor(run)
  const rivals = models.filter((model) => model !== own && 'preset' in counterpartOf(run, model, presets))
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={styles['trigger']}
        disabled={blocked !== null || going}
        title={blocked ?? 'Once more, and compare both'}
        aria-label={short ? `Run ${source.name} again as` : undefined}
      >
        <RotateCw size={14} aria-hidden="true" /> {short ? null : 'Run again as'}
      </DropdownMenu.Trigger>
      {/* Not in a portal: beside a modal dialog that would be out of reach. */}
      <DropdownMenu.Content className={styles['menu']} align="end" sideOffset={4} collisionPadding={8} loop>
        {models.map((model) => {
          const counterpart = counterpartOf(run, model, presets)
          const reason = 'reason' in counterpart ? counterpart.reason : null
          return (
            <DropdownMenu.Item
              key={model}
              className={styles['item']}
              aria-disabled={reason !== null}
              onSelect={(event) => {
                if (reason !== null) {
                  event.preventDefault()
                  return
                }
                onChoose?.()
                void runAs(run, source, model) // what goes wrong is in the session's `lastError`
              }}
            >
              {TITLES[model]}
              <small>{reason ?? (model === own ? 'the same once more' : titleOf(presets, counterpart))}</small>
            </DropdownMenu.Item>
          )
        })}
        {rivals.length > 0 && (
          <>
            <DropdownMenu.Separator className={styles['separator']} />
            <DropdownMenu.Label className={styles['label']}>Race: both at once share the cores</DropdownMenu.Label>
          </>
        )}
        {rivals.map((model) => (
          <DropdownMenu.Item
            key={model}
            className={styles['item']}
            onSelect={() => {
              onChoose?.()
              void race(run, model) // what goes wrong is in the session's `lastError`
            }}
          >
            Race against {MODEL_WORDS[model]}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

const TITLES: Readonly<Record<Model, string>> = {
  threads: 'Threads',
  processes: 'Processes',
  'event-loop': 'Event loop',
  serial: 'Serial',
}

function titleOf(presets: readonly { id: string; title: string }[], counterpart: object): string {
  const title = 'preset' in counterpart ? presets.find(({ id }) => id === counterpart.preset)?.title : undefined
  return title === undefined ? '' : `${title}, the same tasks`
}
