import { useEffect, useRef } from 'react'
import type { Step } from '../../workloads/contract/index.ts'
import { STEP_TITLES, stepWords } from './step-words.ts'
import styles from './presenter.module.css'

export interface StepListProps {
  readonly steps: readonly Step[]
  /** The step that is shown, and how many have begun. */
  readonly at: number
  readonly begun: number
  readonly titleOf: (preset: string) => string
  readonly onStep: (step: number) => void
}

/** All steps of the show: where it stands, what comes, and a way back to those that were. */
export function StepList({ steps, at, begun, titleOf, onStep }: StepListProps) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <nav className={styles['steps']} aria-label="Steps">
      <ol ref={list}>
        {steps.map((step, index) => (
          <li key={index}>
            <button
              type="button"
              disabled={index >= begun}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => onStep(index)}
            >
              <b>{STEP_TITLES[step.step]}</b>
              <span>{stepWords(step, titleOf)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
