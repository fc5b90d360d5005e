import { useState } from 'react'
import { adviceFor } from '../panels/run-words.ts'
import { forgetChoices, useActions, useSession, useHostStores, useWatch, useWatchData } from '../stores/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import styles from './dialogs.module.css'

/** What the host wants to be sure of before it starts a run. */
export function ConfirmDialog() {
  const question = useSession((data) => data.confirmation)
  return question === null ? null : <Question question={question} />
}

function Question({ question }: { question: string }) {
  const actions = useActions()
  const watch = useWatch()
  const isWatched = useWatchData(({ isOn }) => isOn)
  const [alsoLater, setAlsoLater] = useState(false)
  const answer = (agreed: boolean): void => {
    if (isWatched && agreed && alsoLater) watch.agree(true)
    void actions.confirm(agreed) // what goes wrong is in the session's `lastError`
  }
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
      {isWatched && (
        <label className={styles['choice']}>
          <input type="checkbox" checked={alsoLater} onChange={(event) => setAlsoLater(event.target.checked)} />
          Also after later changes, while its files are watched
        </label>
      )}
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

/** Asks before what was set is forgotten. */
export function ResetDialog({ onClose }: { onClose: () => void }) {
  const { settings, session, player } = useHostStores()
  const reset = (): void => {
    forgetChoices(settings, session, player)
    onClose()
  }
  return (
    <Dialog
      role="alertdialog"
      title="Reset all settings?"
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" onClick={reset}>
            Reset
          </Button>
        </>
      }
    >
      Theme, details, charts and replay go back to how they were at first, and every preset to its own parameters.
      Recorded runs stay.
    </Dialog>
  )
}
