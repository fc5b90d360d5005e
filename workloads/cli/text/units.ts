/** Shown where a value does not exist or was not measured. */
export const NO_VALUE = '-'

/** Three significant digits with their unit: `340 us`, `12.1 ms`, `1.24 s`, `2 min 5 s`. Null or -1: no value. */
export function duration(ms: number | null): string {
  if (ms === null || ms < 0) return NO_VALUE
  if (ms === 0) return '0 ms'
  if (ms < 0.9995) return `${digits(ms * 1000)} µs`
  if (ms < 999.5) return `${digits(ms)} ms`
  if (ms < 59_950) return `${digits(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** For a time that runs while one looks: `1.6 s`, `23 s`, `2 min 5 s`. */
export function runningTime(ms: number): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : duration(whole * 1000)
}

/** `12,345` */
export function count(n: number): string {
  return n.toLocaleString('en-US')
}

/** A rate: `1,234/s`, `0.52/s`. */
export function rate(perSecond: number): string {
  return `${perSecond >= 100 ? count(Math.round(perSecond)) : digits(perSecond)}/s`
}

/** Powers of 1,024: `45.2 MiB`. -1 or 0: no value. */
export function bytes(n: number): string {
  if (n <= 0) return NO_VALUE
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(Math.floor(Math.log2(n) / 10), units.length - 1)
  return `${digits(n / 1024 ** power)} ${units[power] ?? ''}`
}

/** `1 task`, `2 tasks` */
export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** Three significant digits, no exponent. */
function digits(n: number): string {
  const rounded = Number(n.toPrecision(3))
  if (rounded === 0) return '0'
  const decimals = 2 - Math.floor(Math.log10(Math.abs(rounded)))
  return rounded.toFixed(Math.min(Math.max(0, decimals), 3))
}
