import type { StoreApi } from 'zustand'
import type { Settings } from '../stores/index.ts'

/**
 * Keeps `data-theme` on the root as the user, or else the system, wants it.
 * @param onChange called after each change, for what is painted rather than styled
 * @returns its disposer
 */
export function followTheme(settings: StoreApi<Settings>, onChange: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const { theme } = settings.getState()
    const next = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme
    if (document.documentElement.dataset['theme'] === next) return
    document.documentElement.dataset['theme'] = next
    onChange()
  }
  apply()
  const unsubscribe = settings.subscribe(apply)
  system.addEventListener('change', apply)
  return () => {
    unsubscribe()
    system.removeEventListener('change', apply)
  }
}
