/**
 * Work in steps: a generator that yields now and then, so that whoever runs it may let others have a turn in between.
 * The functions stay pure; who calls `finish` gets the result in one go.
 */
export type Steps<T> = Generator<undefined, T, undefined>

/** Elements between two steps: a few milliseconds of work. */
export const STEP_ELEMENTS = 65_536

export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
