/**
 * How much the fault tests do. `npm run test:faults` sets these; without them it is the short form, which `npm test`
 * runs as well.
 */
function numberOf(name: string): number | undefined {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`${name} must be a whole number, not ${text}`)
  return value
}

/** Random schedules in all. */
export const SCHEDULES = numberOf('POOLSCOPE_SCHEDULES') ?? 60

/** Of the random schedules, and of whatever else is random in these tests. */
export const SEED = numberOf('POOLSCOPE_SEED') ?? (Math.random() * 0x7fffffff) | 0

/** Items that go from producers to consumers, over each kind of queue. */
export const ITEMS = numberOf('POOLSCOPE_ITEMS') ?? 100_000
