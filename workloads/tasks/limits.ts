/** The longest task, also the longest that a random distribution can bring. */
export const MAX_DURATION_MS = 600_000
