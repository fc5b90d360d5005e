import { expect, test as base } from '@playwright/test'
import { openDesktop, openServed, type RunningHost } from './hosts.ts'
import { PageProblems } from './problems.ts'
import { ProcessWatch } from './processes.ts'

export { expect }

export interface AppOptions {
  /** Which host the project tests. */
  host: 'serve' | 'desktop'
}

export interface App extends Pick<RunningHost, 'page' | 'pid' | 'url' | 'electron'> {
  readonly problems: PageProblems
  readonly processes: ProcessWatch
  /** Closes the app before the test's end. */
  close(): Promise<void>
}

/** How long a process may outlive the app that started it. */
const ORPHAN_MS = 5_000

/**
 * The app, opened in the host of the project. After the test it is closed, and the test fails if the page complained
 * about anything or a process that the app started is still there.
 */
export const test = base.extend<AppOptions & { app: App }>({
  host: ['serve', { option: true }],

  app: async ({ host }, use) => {
    const running = await (host === 'desktop' ? openDesktop() : openServed())
    const problems = new PageProblems(running.page)
    const processes = new ProcessWatch(running.pid)
    let closed: Promise<void> | null = null
    const close = (): Promise<void> => {
      problems.stop()
      processes.look()
      closed ??= running.close()
      return closed
    }
    try {
      await running.load()
      await use({ page: running.page, pid: running.pid, url: running.url, electron: running.electron, problems, processes, close })
      const found = problems.take()
      await close()
      await expectNoneLeft(processes)
      expect(found, 'what the page complained about').toEqual([])
    } finally {
      await endAll(processes)
      await running.cleanUp()
    }
  },

  page: async ({ app }, use) => {
    await use(app.page)
  },
})

/** Waits until no process that the app started is left, and fails with their names when that takes too long. */
export async function expectNoneLeft(processes: ProcessWatch): Promise<void> {
  await expect
    .poll(() => processes.alive().map(({ pid, command }) => `${String(pid)} ${command.slice(0, 120)}`), {
      message: 'processes that outlive the app',
      timeout: ORPHAN_MS,
      intervals: [20, 50, 100],
    })
    .toEqual([])
}

/** Whatever the test found, it leaves nothing behind. */
async function endAll(processes: ProcessWatch): Promise<void> {
  processes.stop()
  for (const { pid } of processes.alive()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended meanwhile.
    }
  }
  await expect.poll(() => processes.alive().length, { timeout: ORPHAN_MS }).toBe(0)
}
