import { app } from 'electron'

/** How long ending all workers may take. Whatever is left then ends itself when this process is gone. */
const DEADLINE_MS = 5_000

/** Ends the app when its last window is closed or it gets a signal, but not before `close` has ended all workers. */
export function setupQuit(close: () => Promise<void>): void {
  let closing = false

  app.on('window-all-closed', () => {
    app.quit()
  })

  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    void closeInTime(close).then((code) => {
      app.exit(code)
    })
  })

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      app.quit()
    })
  }
}

/** Never rejects: tells the exit code. */
async function closeInTime(close: () => Promise<void>): Promise<number> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the workers did not end within ${String(DEADLINE_MS)} ms`))
    }, DEADLINE_MS)
  })
  try {
    await Promise.race([close(), late])
    return 0
  } catch (error) {
    console.error('Poolscope could not end its work cleanly:', error)
    return 1
  } finally {
    clearTimeout(timer)
  }
}
