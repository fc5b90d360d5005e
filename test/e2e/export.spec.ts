import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type App } from './support/app.ts'
import { choosePreset, setParameter } from './support/run.ts'

interface Saved {
  /** Offered to the user. */
  readonly name: string
  readonly text: string
}

/** Has the app save something, and reads it. On the desktop the path is set here: nobody can click a system's dialog. */
async function save({ page, electron }: App, folder: string, act: () => Promise<unknown>): Promise<Saved> {
  if (electron === null) {
    const [download] = await Promise.all([page.waitForEvent('download'), act()])
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
  }
  const target = path.join(folder, 'saved')
  await electron.evaluate(({ session }, savePath) => {
    const saved = new Promise((resolve) => {
      session.defaultSession.once('will-download', (_event, item) => {
        const { defaultPath, filters } = item.getSaveDialogOptions()
        item.setSavePath(savePath)
        item.once('done', (_done, state) => {
          resolve({ state, defaultPath, filters })
        })
      })
    })
    Object.assign(globalThis, { saved })
  }, target)
  await act()
  const { state, defaultPath, filters } = await electron.evaluate(
    () => (globalThis as unknown as { saved: Promise<{ state: string; defaultPath: string; filters: { extensions: string[] }[] }> }).saved,
  )
  expect(state).toBe('completed')
  expect(filters.map(({ extensions }) => extensions)).toEqual([[path.extname(defaultPath).slice(1)], ['*']])
  expect(path.isAbsolute(defaultPath)).toBe(true)
  return { name: path.basename(defaultPath), text: readFileSync(target, 'utf8') }
}

test('a recorded run is exported', async ({ app, page }, { outputDir }) => {
  await choosePreset(page, 'Thread pool')
  await setParameter(page, 'Tasks', 20)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByTestId('run-state')).toHaveAttribute('data-state', 'finished', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Recorded runs' }).click()
  const format = page.getByRole('combobox', { name: 'Export Thread pool' })
  await expect(format).toBeVisible()

  const csv = await save(app, outputDir, () => format.selectOption('CSV, a row per task'))
  expect(csv.name).toBe('Thread pool.csv')
  const lines = csv.text.trim().split('\r\n')
  expect(lines).toHaveLength(21)
  expect(lines[0]).toContain('completion_rank,submission_rank')

  const html = await save(app, outputDir, () => format.selectOption('Web page that replays it'))
  expect(html.name).toBe('Thread pool.html')
  expect(html.text).toContain('<title>Thread pool</title>')
})
