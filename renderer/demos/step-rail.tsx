import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useStore } from 'zustand'
import { MAX_STEPS, type Step } from '../../workloads/contract/index.ts'
import { STEP_TITLES } from '../presenter/step-words.ts'
import { useSession } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import menu from '../ui/menu.module.css'
import { blankStep, insertStep, moveStep, removeStep, textOf } from './draft.ts'
import type { DraftProblems } from './draft-problems.ts'
import type { DraftStore } from './draft-store.ts'
import { draftStepWords } from './draft-words.ts'
import styles from './form.module.css'

const KINDS = Object.keys(STEP_TITLES) as Step['step'][]

/** The steps in their order, and what can be done with the one that is selected. */
export function StepRail({ drafts, problems }: { drafts: DraftStore; problems: DraftProblems }) {
  const { draft, selected } = useStore(drafts.store)
  const presets = useSession((data) => data.presets)
  const titleOf = (id: string): string => presets.find((preset) => preset.id === id)?.title ?? id
  const { steps } = draft
  const at = selected ?? -1
  const step = steps[at]
  const insert = (kind: Step['step']): void => drafts.change(insertStep(draft, at + 1, blankStep(kind)), { selected: at + 1 })
  return (
    <section className={styles['rail']} aria-label="Steps">
      <div className={styles['actions']} role="toolbar" aria-label="The selected step">
        <AddMenu disabled={steps.length >= MAX_STEPS} onAdd={insert} />
        <Button look="ghost" aria-label="Move the step up" disabled={step === undefined || at === 0} onClick={() => drafts.change(moveStep(draft, at, -1), { selected: at - 1 })}>
          <ArrowUp size={15} aria-hidden="true" />
        </Button>
        <Button look="ghost" aria-label="Move the step down" disabled={step === undefined || at === steps.length - 1} onClick={() => drafts.change(moveStep(draft, at, 1), { selected: at + 1 })}>
          <ArrowDown size={15} aria-hidden="true" />
        </Button>
        <Button look="ghost" aria-label="Copy the step" disabled={step === undefined || steps.length >= MAX_STEPS} onClick={() => step !== undefined && drafts.change(insertStep(draft, at + 1, step), { selected: at + 1 })}>
          <Copy size={15} aria-hidden="true" />
        </Button>
        <Button look="ghost" aria-label="Remove the step" disabled={step === undefined} onClick={() => drafts.change(removeStep(draft, at))}>
          <Trash2 size={15} aria-hidden="true" />
        </Button>
      </div>
      <ol className={styles['list']}>
        <li>
          <button type="button" aria-current={selected === null} data-wrong={problems.head} onClick={() => drafts.select(null)}>
            <b>About this demo</b>
            <span>{textOf(draft.title)}</span>
          </button>
        </li>
        {steps.map((one, index) => (
          <li key={index}>
            <button type="button" aria-current={index === selected} data-wrong={problems.steps.includes(index)} onClick={() => drafts.select(index)}>
              <b>
                {index + 1}. {STEP_TITLES[one.step]}
                {problems.steps.includes(index) && <i>to mend</i>}
              </b>
              <span>{draftStepWords(one, titleOf)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function AddMenu({ disabled, onAdd }: { disabled: boolean; onAdd: (kind: Step['step']) => void }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button disabled={disabled}>
          <Plus size={14} aria-hidden="true" /> Add a step
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu['menu']} align="start" sideOffset={4} collisionPadding={8}>
          {KINDS.map((kind) => (
            <DropdownMenu.Item key={kind} className={menu['item']} onSelect={() => onAdd(kind)}>
              {STEP_TITLES[kind]}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
