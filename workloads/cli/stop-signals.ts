const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const EXIT_CODE = 1

/**
 * Ctrl-C, `kill`, or the end of the terminal: the first one asks for a clean end, the next ends the process at once
 * (its workers notice that and end too).
 * @returns what puts the signals back to normal
 */
export function onStopSignal(stop: () => void): () => void {
  let asked = false
  const listener = (): void => {
    if (asked) process.exit(EXIT_CODE)
    asked = true
    stop()
  }
  for (const signal of SIGNALS) process.on(signal, listener)
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener)
  }
}
