import { UsageError } from '../../contract/errors.ts'

/** More values than this were never meant. */
const MAX_VALUES = 200
/** Points of a range of rates without a step. */
const POINTS = 10

/**
 * `4`, `1,2,4` and `1..8` as whole numbers, each once and in ascending order; `1..16:5` goes in steps of five.
 * @throws UsageError with what it takes
 */
export function readSizes(option: string, text: string, max: number): number[] {
  const sizes = readValues(text, (from, to, step) => stepsOf(from, to, step ?? 1))
  if (sizes === null || sizes.some((size) => !Number.isInteger(size) || size < 1 || size > max)) {
    throw new UsageError(`${option} takes whole numbers from 1 to ${max}, as 4, as 1,2,4 or as 1..8, not "${text}".`)
  }
  return sizes
}

/**
 * `10..200` as ten rates with equal gaps, `10..200:50` in steps of fifty, `10,20,40` as they are.
 * @throws UsageError with what it takes
 */
export function readRates(option: string, text: string): number[] {
  const rates = readValues(text, (from, to, step) =>
    step === null ? Array.from({ length: POINTS }, (_, i) => Number((from + ((to - from) * i) / (POINTS - 1)).toPrecision(3))) : stepsOf(from, to, step),
  )
  if (rates === null || rates.some((rate) => !(rate > 0))) {
    throw new UsageError(`${option} takes rates above 0 in tasks a second, as 50, as 10,20,40, as 10..200 or as 10..200:20, not "${text}".`)
  }
  return rates
}

function readValues(text: string, expand: (from: number, to: number, step: number | null) => number[]): number[] | null {
  const values: number[] = []
  for (const part of text.split(',')) {
    const [, from = '', to, step] = /^(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?)?$/.exec(part.trim()) ?? []
    if (from === '') return null
    if (to === undefined) values.push(Number(from))
    else if (Number(to) < Number(from) || Number(step) === 0) return null
    else values.push(...expand(Number(from), Number(to), step === undefined ? null : Number(step)))
    if (values.length > MAX_VALUES) return null
  }
  return [...new Set(values)].sort((a, b) => a - b)
}

/** From `from` in steps up to `to`; longer than allowed rather than without end. */
const stepsOf = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.min(MAX_VALUES + 1, Math.floor((to - from) / step + 1e-9) + 1) }, (_, i) => from + i * step)
