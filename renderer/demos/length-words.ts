const STEP_S = 10

/** About how long: `about 40 s`, `about 2 min`. */
export function lengthWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000 / STEP_S)) * STEP_S
  if (seconds < 100) return `about ${seconds} s`
  return `about ${Math.round(seconds / 30) / 2} min`
}
