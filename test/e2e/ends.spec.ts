import { expect, expectNoneLeft, test, type App } from './support/app.ts'
import { startLongProcessRun } from './support/run.ts'

/** Ends the app's first process in the middle of a run; nothing that it started may be left. */
async function end(app: App, signal: NodeJS.Signals): Promise<void> {
  await startLongProcessRun(app)
  app.problems.stop()
  process.kill(app.pid, signal)
  await expect.poll(() => isAlive(app.pid)).toBe(false)
  await expectNoneLeft(app.processes)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
  test(`leaves no worker behind after ${signal} in the middle of a run`, async ({ app }) => {
    test.slow()
    await end(app, signal)
  })
}

test('leaves no worker behind when it is closed in the middle of a run', async ({ app }) => {
  await startLongProcessRun(app)
  await app.close()
  await expectNoneLeft(app.processes)
})
