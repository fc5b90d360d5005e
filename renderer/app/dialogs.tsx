import { adviceFor } from '../panels/run-words.ts'
import { useActions, useSession } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import styles from './dialogs.module.css'
import type { Shortcut } from './shortcuts.ts'

/** What the host wants to be sure of before it starts a run. */
export function ConfirmDialog() {
  const question = useSession((data) => data.confirmation)
  const actions = useActions()
  if (question === null) return null
  // `actions.confirm` puts what goes wrong into the session's `lastError`.
  const answer = (agreed: boolean): void => void actions.confirm(agreed)
  return (
    <Dialog
      role="alertdialog"
      title="Start this run?"
      onClose={() => answer(false)}
      actions={
        <>
          <Button autoFocus onClick={() => answer(false)}>
            Cancel
          </Button>
          <Button look="primary" onClick={() => answer(true)}>
            Start
          </Button>
        </>
      }
    >
      {question}
    </Dialog>
  )
}

/** What went wrong, and what to do about it. */
export function ErrorDialog() {
  const error = useSession((data) => data.lastError)
  const actions = useActions()
  const dismiss = (): void => actions.dismissError()
  if (error === null) return null
  return (
    <Dialog
      role="alertdialog"
      title="That did not work"
      onClose={dismiss}
      actions={
        <Button look="primary" autoFocus onClick={dismiss}>
          Close
        </Button>
      }
    >
      <p className={styles['message']}>{error.message}</p>
      <p>{adviceFor(error.code)}</p>
      {error.code !== null && <p className={styles['code']}>{error.code}</p>}
    </Dialog>
  )
}

interface ShortcutsProps {
  readonly shortcuts: readonly Shortcut[]
  /** Keys of single controls. */
  readonly controls?: readonly Pick<Shortcut, 'shown' | 'what'>[]
  readonly onClose: () => void
}

/** Every key that does something. */
export function ShortcutsDialog({ shortcuts, controls = WINDOW_KEYS, onClose }: ShortcutsProps) {
  return (
    <Dialog
      title="Keyboard"
      onClose={onClose}
      actions={
        <Button look="primary" autoFocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <dl className={styles['keys']}>
        {[...shortcuts, ...controls].map(({ shown, what }) => (
          <div key={shown}>
            <dt>
              {shown.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

/** Keys of the controls that every window with charts has. */
export const CHART_KEYS = [
  { shown: '← →', what: 'In the tabs and sliders: the next one, one step' },
  { shown: 'W S', what: 'In the charts: zoom in, zoom out' },
  { shown: 'A D', what: 'In the charts: earlier, later' },
  { shown: '0', what: 'In the charts: all of the time' },
  { shown: 'Tab', what: 'From part to part' },
  { shown: 'Esc', what: 'Close what is open, select nothing' },
]

const WINDOW_KEYS = [
  { shown: '↑ ↓', what: 'In the gallery: the preset before or after. In a number: one more or less, with Shift ten' },
  ...CHART_KEYS,
]
