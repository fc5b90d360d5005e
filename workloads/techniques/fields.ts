import { integerParam, numberParam } from '../tasks/index.ts'

/** Parameters that several techniques have in common. */
export const workersField = (max: number, initial: number, noun: string) =>
  integerParam(1, max, initial, { label: 'Workers', help: `At most this many ${noun} at a time.` })

export const timeoutField = () =>
  numberParam(0, 600_000, 0, {
    label: 'Time limit',
    unit: 'ms',
    help: 'A task that runs longer is stopped and its worker replaced. 0: no limit.',
  })

/** As `submit` takes it. */
export const timeLimit = (timeoutMs: number) => (timeoutMs > 0 ? { timeoutMs } : {})
