import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type App } from './app.ts'

export interface Saved {
  /** Offered to the user. */
  readonly name: string
  readonly bytes: Buffer
}

/** Has the app save something, and reads it. On the desktop the path is set here: nobody can click a system's dialog. */
export async function save({ page, electron }: App, folder: string, act: () => Promise<unknown>): Promise<Saved> {
  if (electron === null) {
    const [download] = await Promise.all([page.waitForEvent('download'), act()])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
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
  return { name: path.basename(defaultPath), bytes: readFileSync(target) }
}
