import type { StoreApi } from 'zustand'
import type { Player } from './player.ts'
import type { Session } from './session-store.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings-store.ts'

/**
 * Keeps in the settings what the user last chose elsewhere: preset, parameters, and how the replay plays.
 * @returns its disposer
 */
export function rememberChoices(settings: StoreApi<Settings>, session: Session, player: Player): () => void {
  const { speed, loop } = settings.getState()
  player.setSpeed(speed)
  player.setLoop(loop)
  const unsubscribe = [
    session.store.subscribe(({ presetId, edits }, before) => {
      if (presetId !== before.presetId || edits !== before.edits) settings.setState({ presetId, edits })
    }),
    player.store.subscribe((now, before) => {
      if (now.speed !== before.speed || now.loop !== before.loop) settings.setState({ speed: now.speed, loop: now.loop })
    }),
  ]
  return () => unsubscribe.forEach((end) => end())
}

/** Everything as it was the first time, but for the tour, which is not offered again. */
export function forgetChoices(settings: StoreApi<Settings>, session: Session, player: Player): void {
  session.actions.resetAllParams()
  player.setSpeed(DEFAULT_SETTINGS.speed)
  player.setLoop(DEFAULT_SETTINGS.loop)
  const { presetId, tourSeen } = settings.getState()
  settings.setState({ ...DEFAULT_SETTINGS, presetId, tourSeen })
}
