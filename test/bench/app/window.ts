import type { Page } from 'playwright'

const PATIENCE_MS = 30_000
/** Less often than each frame, which is what is measured. */
const LOOK_MS = 100

/** Opens the app's window with the probe in it, and waits until it has spoken with its host. */
export async function openWindow(page: Page, url: string, probe: string): Promise<void> {
  await page.addInitScript({ content: probe })
  await page.goto(url)
  await page.getByRole('listbox', { name: 'Presets' }).waitFor({ timeout: PATIENCE_MS })
}

/** Chooses the thread pool and runs it. Keys of `choices` and `numbers` are labels of the form. */
export async function runThreadPool(
  page: Page,
  { choices = {}, numbers }: { choices?: Readonly<Record<string, string>>; numbers: Readonly<Record<string, number>> },
): Promise<void> {
  const presets = page.getByRole('listbox', { name: 'Presets' })
  await presets.getByRole('option', { name: 'Thread pool', exact: true }).click()
  const form = page.getByRole('form', { name: 'Parameters' })
  for (const [label, value] of Object.entries(choices)) {
    await form.getByLabel(label, { exact: true }).selectOption(value)
  }
  for (const [label, value] of Object.entries(numbers)) {
    await form.getByLabel(label, { exact: true }).fill(String(value))
  }
  await page.getByRole('button', { name: 'Run', exact: true }).click()
}

/** Waits until the window shows that its run goes on, with charts. */
export async function waitForCharts(page: Page): Promise<void> {
  await page.locator('[data-testid="run-state"][data-state="running"]').waitFor({ timeout: PATIENCE_MS })
  await page.locator('.chart canvas').first().waitFor({ timeout: PATIENCE_MS })
}

export const isRunning = (page: Page): Promise<boolean> =>
  page.locator('[data-testid="run-state"][data-state="running"]').isVisible()

/** Starts a new measurement and waits until the window has drawn so many frames. */
export async function drawFrames(page: Page, frames: number): Promise<void> {
  await page.evaluate(() => window.poolscopeProbe.restart({ batches: false }))
  await page.waitForFunction((wanted) => window.poolscopeProbe.seen().intervalsMs.length >= wanted, frames, {
    timeout: PATIENCE_MS,
    polling: LOOK_MS,
  })
}

/** Starts a new measurement, with what the host sends, and waits until so many batches were painted. */
export async function paintBatches(page: Page, batches: number): Promise<void> {
  await page.evaluate(() => window.poolscopeProbe.restart({ batches: true }))
  await page.waitForFunction((wanted) => window.poolscopeProbe.paintedBatches >= wanted, batches, {
    timeout: PATIENCE_MS,
    polling: LOOK_MS,
  })
}
