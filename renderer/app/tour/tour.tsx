import { Popover } from 'radix-ui'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { isLiveState, useActions, useSession, useSetSettings } from '../../stores/index.ts'
import { Button } from '../../ui/button.tsx'
import { TOUR_STEPS, type TourStep } from './steps.ts'
import styles from './tour.module.css'

/** A new run brings new charts: what a stop points at is looked for again. */
const LOOK_MS = 200

/** Walks through the window. Nothing is locked meanwhile: what is pointed at can be used. */
export function Tour({ onEnd }: { onEnd: () => void }) {
  const [at, setAt] = useState(0)
  const step = TOUR_STEPS[at]
  const setSettings = useSetSettings()
  const tab = step?.tab
  useEffect(() => {
    if (tab !== undefined) setSettings({ tab, details: true })
  }, [tab, setSettings])
  if (step === undefined) return null
  return <Stop key={at} step={step} at={at} onGo={setAt} onEnd={onEnd} />
}

interface StopProps {
  readonly step: TourStep
  readonly at: number
  readonly onGo: (at: number) => void
  readonly onEnd: () => void
}

function Stop({ step, at, onGo, onEnd }: StopProps) {
  const id = useId()
  const next = useRef<HTMLButtonElement>(null)
  const target = useTarget(step)
  const run = useTourRun(step.runs)
  const last = at === TOUR_STEPS.length - 1
  const goOn = (): void => {
    run?.()
    if (last) onEnd()
    else onGo(at + 1)
  }
  return (
    <Popover.Root open>
      <Popover.Anchor virtualRef={target} />
      <Popover.Portal>
        <Popover.Content
          className={styles['stop']}
          side={step.side}
          sideOffset={10}
          collisionPadding={12}
          updatePositionStrategy="always"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-text`}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            next.current?.focus()
          }}
          // The next stop takes the focus itself; the last one gives it back.
          onCloseAutoFocus={(event) => event.preventDefault()}
          onEscapeKeyDown={onEnd}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <p className={styles['count']}>
            {at + 1} of {TOUR_STEPS.length}
          </p>
          <h2 id={`${id}-title`}>{step.title}</h2>
          <p id={`${id}-text`}>{step.text}</p>
          <div className={styles['actions']}>
            {!last && (
              <Button look="ghost" onClick={onEnd}>
                End the tour
              </Button>
            )}
            {at > 0 && <Button onClick={() => onGo(at - 1)}>Back</Button>}
            <Button ref={next} look="primary" onClick={goOn}>
              {run !== null ? 'Run it' : last ? 'Done' : 'Next'}
            </Button>
          </div>
          <Popover.Arrow className={styles['arrow']} width={14} height={7} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** Marks what a stop points at, for as long as it does; `data-tour` is what the style sheet knows it by. */
function useTarget({ target: selector, beside = selector }: TourStep) {
  const target = useRef<{ getBoundingClientRect: () => DOMRect }>({
    // What is not there, as the timeline before the first run, is pointed at in the middle of the window.
    getBoundingClientRect: () => find(beside)?.getBoundingClientRect() ?? middle(),
  })
  useLayoutEffect(() => {
    let marked: Element | null = null
    const mark = (element: Element | null): void => {
      if (element === marked) return
      marked?.removeAttribute('data-tour')
      element?.setAttribute('data-tour', 'here')
      element?.scrollIntoView({ block: 'nearest' })
      marked = element
    }
    const look = (): void => mark(find(selector))
    look()
    const timer = setInterval(look, LOOK_MS)
    return () => {
      clearInterval(timer)
      mark(null)
    }
  }, [selector])
  return target
}

const find = (selector: string): Element | null => document.querySelector(selector)
const middle = (): DOMRect => new DOMRect(window.innerWidth / 2, window.innerHeight / 2, 0, 0)

/** Runs the preset of a stop; null when it has none, or a run goes on already. */
function useTourRun(preset: string | undefined): (() => void) | null {
  const actions = useActions()
  const can = useSession((data) => data.connection === 'open' && !isLiveState(data.runState) && !data.busy)
  if (preset === undefined || !can) return null
  return () => {
    actions.selectPreset(preset)
    void actions.start() // what goes wrong is in `lastError`
  }
}
