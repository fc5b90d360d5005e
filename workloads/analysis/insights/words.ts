const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** Numbers inside a sentence: `1.5`, `1,230 tasks`, `38.2 ms`, `2.91 s`, `11.4 %`. */
export const inWords = (value: number): string => THREE_DIGITS.format(value)
export const durationInWords = (ms: number): string =>
  ms < 1000 ? `${inWords(ms)} ms` : `${inWords(ms / 1000)} s`
export const shareInWords = (share: number): string => `${inWords(share * 100)} %`
export const countInWords = (count: number, one: string, many = `${one}s`): string =>
  `${WHOLE.format(count)} ${count === 1 ? one : many}`
