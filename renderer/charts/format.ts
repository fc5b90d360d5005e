/**
 * Numbers for people. One form for each quantity, everywhere: `1,234`, `38.2 ms`, `21.4 MB`, `181 /s`. A value and its
 * unit come apart as `{ value, unit }` where they are set in different type.
 */
export interface Quantity {
  readonly value: string
  readonly unit: string
}

/** Shown where there is no value (yet). */
export const NONE = '–'

/** Said of a value that nobody could measure. */
export const NOT_MEASURED = 'not measured'

const join = ({ value, unit }: Quantity): string => (unit === '' ? value : `${value} ${unit}`)

const withCommas = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** Three significant digits at most, without an exponent; whole numbers from 100 on, with thousands separated. */
export function threeDigits(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
  const [whole = '', fraction] = value.toFixed(decimals).split('.')
  return fraction === undefined ? withCommas(whole) : `${withCommas(whole)}.${fraction}`
}

/** A whole number with its thousands separated: `1,234`. */
export function formatCount(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NONE
  return withCommas(String(Math.round(value)))
}

/** A whole number for an axis, short: `1,500`, `25k`, `1.2M`. */
export function formatCountShort(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e6) return `${trimZeros((value / 1e6).toFixed(2))}M`
  if (size >= 1e4) return `${trimZeros((value / 1e3).toFixed(1))}k`
  return withCommas(trimZeros(value.toFixed(2)))
}

/** `0.31 ms`, `38.2 ms`, `2.91 s`, `4:05 min`, `2:03 h`; microseconds below 0.1 ms. */
export function durationQuantity(ms: number | null): Quantity {
  if (ms === null || !Number.isFinite(ms)) return { value: NONE, unit: '' }
  if (ms < 0) {
    const positive = durationQuantity(-ms)
    return { value: `-${positive.value}`, unit: positive.unit }
  }
  if (ms === 0) return { value: '0', unit: 'ms' }
  if (ms < 0.0995) return { value: threeDigits(ms * 1000), unit: 'µs' }
  if (ms < 999.5) return { value: threeDigits(ms), unit: 'ms' }
  if (ms < 99_950) return { value: threeDigits(ms / 1000), unit: 's' }
  const minutes = Math.round(ms / 1000)
  if (minutes < 3600) return { value: clock(minutes), unit: 'min' }
  return { value: clock(Math.round(ms / 60_000)), unit: 'h' }
}

export const formatDuration = (ms: number | null): string => join(durationQuantity(ms))

/** Decimal multiples, as storage is sold and networks are rated: 1 MB = 1,000,000 B. */
export function bytesQuantity(bytes: number | null): Quantity {
  if (bytes === null || !Number.isFinite(bytes)) return { value: NONE, unit: '' }
  if (bytes < 1000) return { value: formatCount(bytes), unit: 'B' }
  if (bytes < 999_500) return { value: threeDigits(bytes / 1e3), unit: 'kB' }
  if (bytes < 999_500_000) return { value: threeDigits(bytes / 1e6), unit: 'MB' }
  return { value: threeDigits(bytes / 1e9), unit: 'GB' }
}

export const formatBytes = (bytes: number | null): string => join(bytesQuantity(bytes))

/** How many a second: `181`, `12.4`, `100,000`. */
export function rateQuantity(perSecond: number | null, unit = '/s'): Quantity {
  if (perSecond === null || !Number.isFinite(perSecond)) return { value: NONE, unit: '' }
  return { value: threeDigits(perSecond), unit }
}

export const formatRate = (perSecond: number | null): string => join(rateQuantity(perSecond))

/** A share of one as per cent: `11.4 %`. */
export function shareQuantity(share: number | null): Quantity {
  if (share === null || !Number.isFinite(share)) return { value: NONE, unit: '' }
  const percent = share * 100
  return { value: percent === 0 || percent === 100 ? String(percent) : threeDigits(percent), unit: '%' }
}

export const formatShare = (share: number | null): string => join(shareQuantity(share))

/** CPU use in cores: `1.62`. */
export const formatCores = (cores: number): string => cores.toFixed(2)

function clock(count: number): string {
  return `${Math.floor(count / 60)}:${String(count % 60).padStart(2, '0')}`
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
