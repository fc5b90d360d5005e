import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { readVideo } from '../unit/videos/support.ts'
import { expect, test } from './support/app.ts'
import { choosePreset } from './support/run.ts'

/** How long the pause is: a file that had it in it would be longer than what was recorded by more than half of that. */
const PAUSE_MS = 4_000

const clock = (page: Page) => page.getByTestId('video-clock')

/** Records until the video has so many seconds. */
async function recordFor(page: Page, seconds: number): Promise<void> {
  await expect(clock(page)).toHaveText(new RegExp(`^0:0[${seconds}-9]$`))
}

/** The user says where to, by the browser's dialog; this one answers with a file of the page's own. */
async function answerSaveDialogs(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: async () => (await navigator.storage.getDirectory()).getFileHandle('saved', { create: true }),
    })
  })
}

/** Notes when the recorder changes its state, by the page's own clock. */
async function notePhases(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const times: number[] = []
    const group = document.querySelector('[aria-label="Screen recording"]')
    const look = (): void => {
      if (['recording', 'paused', 'finishing'].includes(group?.getAttribute('data-phase') ?? '')) times.push(performance.now())
    }
    if (group !== null) new MutationObserver(look).observe(group, { attributeFilter: ['data-phase'] })
    Object.assign(window, { times })
  })
  return () => page.evaluate(() => (window as unknown as { times: number[] }).times)
}

async function savedFile(page: Page): Promise<Uint8Array> {
  const base64 = await page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('saved')
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  })
  return Buffer.from(base64, 'base64')
}

test('a run is recorded, paused, saved, and plays', async ({ page }) => {
  await choosePreset(page, 'Gather')
  await answerSaveDialogs(page)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const phases = await notePhases(page)
  await page.getByRole('button', { name: 'Record the screen' }).click()
  await expect(page.getByText('Recording begins. Esc: cancel')).toBeVisible()
  await recordFor(page, 1)
  expect(await page.title()).toMatch(/^● /)
  await page.getByRole('button', { name: 'Pause the recording' }).click()
  await expect(page.getByRole('group', { name: 'Screen recording' })).toContainText('paused')
  const [, paused = 0] = await phases()
  await page.waitForFunction((untilMs) => performance.now() > untilMs, paused + PAUSE_MS)
  await page.getByRole('button', { name: 'Go on recording' }).click()
  await recordFor(page, 3)
  await page.keyboard.press('v')

  const dialog = page.getByRole('dialog', { name: 'The recording is ready' })
  await expect(dialog).toBeVisible()
  expect(await page.title()).not.toMatch(/●/)
  const seconds = Number(/(\d+\.\d) s,/.exec((await dialog.textContent()) ?? '')?.[1])
  const video = dialog.getByLabel('The recording')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThanOrEqual(2)
  const played = await video.evaluate(async (element: HTMLVideoElement) => {
    const seeked = new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }))
    element.currentTime = element.duration / 2
    await seeked
    await element.play()
    await new Promise((resolve) => element.addEventListener('ended', resolve, { once: true }))
    return { duration: element.duration, width: element.videoWidth, height: element.videoHeight, seekable: element.seekable.end(0) }
  })
  expect(played).toMatchObject({ width: 1440, height: 900 })
  expect(played.seekable).toBeCloseTo(played.duration, 3)
  expect(Math.abs(played.duration - seconds)).toBeLessThan(0.15) // the dialog rounds to tenths

  await dialog.getByRole('button', { name: 'Save…' }).click()
  await expect(dialog.getByText('Saved.')).toBeVisible()
  const file = await readVideo(await savedFile(page))
  expect(file.duration).toBeCloseTo(played.duration, 1)
  const [begunAt = 0, pausedAt = 0, resumedAt = 0, stoppedAt = 0] = await phases()
  const recordedMs = pausedAt - begunAt + (stoppedAt - resumedAt)
  expect(file.duration * 1000).toBeLessThan(recordedMs + (resumedAt - pausedAt) / 2)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('a window that is closed in the midst leaves a video, and the next one says so', async ({ page, app }) => {
  await page.getByRole('button', { name: 'Screen recordings' }).click()
  const options = page.getByRole('dialog', { name: 'Screen recordings' })
  await options.getByRole('radio', { name: 'MP4' }).click()
  await options.getByRole('radio', { name: '720p' }).click()
  await expect(options).toContainText('H.264, 1280 × 720')
  await options.getByRole('button', { name: 'Record' }).click()
  await recordFor(page, 3)
  await page.close()
  const next = await page.context().newPage()
  await next.goto(app.url)
  const notice = next.getByRole('alert').filter({ hasText: '1 screen recording was cut off' })
  await notice.getByRole('button', { name: 'Show' }).click()
  const dialog = next.getByRole('dialog', { name: 'Screen recordings' })
  await expect(dialog.getByRole('rowheader')).toContainText('cut off')
  expect((await new AxeBuilder({ page: next }).analyze()).violations).toEqual([])
  await answerSaveDialogs(next)
  await dialog.getByRole('button', { name: /^Save / }).click()
  await expect(dialog.getByText(/was saved/)).toBeVisible()
  const { duration, packets } = await readVideo(await savedFile(next))
  expect(packets).toBeGreaterThan(1)
  expect(duration).toBeGreaterThan(1)
  await expect(dialog.getByRole('rowheader')).not.toContainText('cut off')
  await dialog.getByRole('button', { name: /^Delete / }).click()
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('rowheader')).toHaveCount(1)
})
