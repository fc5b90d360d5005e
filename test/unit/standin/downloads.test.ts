import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { launch, type Launched } from './launch.ts'

const cleanUps: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

function madeFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'poolscope-downloads-'))
  cleanUps.push(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

async function started(extra: Record<string, string>): Promise<Launched> {
  const running = await launch(extra)
  cleanUps.push(() => running.end())
  return running
}

interface Seen {
  readonly name: string
  readonly origin: string
  readonly state: string
  readonly savedTo: string
}

/** Has the page save a text, and waits for what the app is told of it. */
async function download({ app, page }: Launched, given: { savePath?: string; offered?: string }): Promise<Seen> {
  await app.evaluate(({ session }, { savePath, offered }) => {
    const seen = new Promise((resolve) => {
      session.defaultSession.once('will-download', (_event, item) => {
        if (offered !== undefined) item.setSaveDialogOptions({ defaultPath: offered })
        if (savePath !== undefined) item.setSavePath(savePath)
        item.once('done', (_done, state) => {
          resolve({ name: item.getFilename(), origin: item.getInitiatorOrigin(), state, savedTo: item.getSavePath() })
        })
      })
    })
    Object.assign(globalThis, { seen })
  }, given)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['hello']))
    link.download = 'a b.txt'
    link.click()
  })
  return app.evaluate(() => (globalThis as unknown as { seen: Promise<Seen> }).seen)
}

describe('downloads in the stand-in', () => {
  it('go to the path that the app sets', async () => {
    const target = path.join(madeFolder(), 'new', 'file.txt')
    const seen = await download(await started({}), { savePath: target })
    expect(seen).toEqual({ name: 'a b.txt', origin: 'test-app://main', state: 'completed', savedTo: target })
    expect(readFileSync(target, 'utf8')).toBe('hello')
  })

  it('go to the folder that the environment answers, by the name that the app offers', async () => {
    const folder = madeFolder()
    const seen = await download(await started({ ELECTRON_STANDIN_SAVE_FOLDER: folder }), { offered: '/elsewhere/b.txt' })
    expect(seen).toMatchObject({ state: 'completed', savedTo: path.join(folder, 'b.txt') })
    expect(readFileSync(path.join(folder, 'b.txt'), 'utf8')).toBe('hello')
  })

  it('are cancelled where the environment cancels, and interrupted where nothing can be written', async () => {
    const running = await started({ ELECTRON_STANDIN_SAVE_FOLDER: '' })
    expect(await download(running, {})).toMatchObject({ state: 'cancelled', savedTo: '' })
    const file = path.join(madeFolder(), 'file')
    writeFileSync(file, '')
    expect(await download(running, { savePath: path.join(file, 'b.txt') })).toMatchObject({ state: 'interrupted' })
  })
})
