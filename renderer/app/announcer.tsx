import { useEffect, useState } from 'react'
import { outcomeWords, shownState, STATE_WORDS } from '../panels/run-words.ts'
import { shownRunState, useRunValue, useSession } from '../stores/index.ts'

/** Time that an announcement is left before the next may replace it. */
const CALM_MS = 1500

/** Says to those who listen what others see change: the state of the run, how it ended, and new errors in the log. */
export function Announcer() {
  const connection = useSession((data) => data.connection)
  const runState = useSession(shownRunState)
  const summary = useRunValue((run) => run.endSummary, 2)
  const lastError = useRunValue((run) => run.log.findLast(({ level }) => level === 'error')?.text ?? '', 1)
  // Of a sweep its own view speaks.
  const words = summary === null ? STATE_WORDS[shownState({ connection, runState, sweeping: false }, summary)] : outcomeWords(summary)
  const [said, setSaid] = useState('')
  const next = runState === 'idle' && connection === 'open' ? '' : [words, lastError].filter(Boolean).join('. ')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(next), CALM_MS)
    return () => clearTimeout(timer)
  }, [next])
  return (
    <div className="visually-hidden" role="status">
      {said}
    </div>
  )
}
