import { X } from 'lucide-react'
import { shownRunState, useSession, useSetSettings, useSettings } from '../../stores/index.ts'
import styles from './invitation.module.css'

/** Offers the tour to who has not seen it, as long as no run is on screen. */
export function TourInvitation({ onStart }: { onStart: () => void }) {
  const seen = useSettings((settings) => settings.tourSeen)
  const idle = useSession((data) => shownRunState(data) === 'idle' && data.connection === 'open')
  const setSettings = useSetSettings()
  if (seen || !idle) return null
  return (
    <div className={styles['invitation']} role="group" aria-label="Tour">
      <button type="button" className={styles['take']} onClick={onStart}>
        <span className={styles['long']}>New here? </span>Take the tour
        <span className={styles['long']}>: 2 minutes</span>
      </button>
      <button
        type="button"
        className={styles['no']}
        aria-label="No tour, thank you"
        title="No tour, thank you"
        onClick={() => setSettings({ tourSeen: true })}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  )
}
