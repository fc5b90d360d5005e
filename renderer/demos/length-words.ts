const STEP_S = 10

/** At least how long: `at least 40 s`, `at least 1.5 min`. */
export function lengthWords(ms: number): string {
  const seconds = Math.max(1, Math.floor(ms / 1000))
  if (seconds < STEP_S) return `at least ${seconds} s`
  if (seconds < 100) return `at least ${Math.floor(seconds / STEP_S) * STEP_S} s`
  return `at least ${Math.floor(seconds / 30) / 2} min`
}
