import { formatCount, NONE } from '../charts/format.ts'

/** Time on the clock of a run, steady in width: `3.4 s`, `1:05`, `1:02:05`. */
export function formatClock(ms: number): string {
  if (ms < 60_000) return `${(Math.floor(Math.max(0, ms) / 100) / 10).toFixed(1)} s`
  const seconds = Math.floor(ms / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

const AGES = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long ago, roughly: `just now`, `5 minutes ago`, `2 days ago`. */
export function formatAge(ms: number): string {
  for (const [unit, unitMs] of AGES) if (ms >= unitMs) return `${formatPlural(Math.floor(ms / unitMs), unit)} ago`
  return 'just now'
}

/** A share of one in few digits, for a number that ticks: `48%`, `3.2%`. */
export function formatPercent(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return NONE
  const percent = share * 100
  return `${percent >= 9.95 || percent === 0 ? Math.round(percent) : percent.toFixed(1)}%`
}

/** `1 thread`, `4 threads`, `2 processes`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** A sentence in which no line ends between a number and its unit. */
export const unbroken = (text: string): string => text.replace(/(\d) (?=(?:µs|ms|s)\b|%)/g, '$1\u00A0')
