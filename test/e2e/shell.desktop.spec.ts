import type { ElectronApplication, Page } from '@playwright/test'
import { expect, expectNoneLeft, test, type App } from './support/app.ts'
import { choosePreset, startLongProcessRun } from './support/run.ts'

interface PageGlobals {
  poolscope: { send(message: string): void; subscribe(listener: (message: unknown) => void): () => void }
}

/** Of the stand-in, which is told where files come from that the test makes itself. */
const DROPPED_FROM = '/dropped/from'
process.env['ELECTRON_STANDIN_DROP_FOLDER'] = DROPPED_FROM

function electronOf({ electron }: App): ElectronApplication {
  if (electron === null) throw new Error('this spec is for the desktop')
  return electron
}

/** Asks the host something past the page's own client. */
async function ask(page: Page, request: string): Promise<unknown> {
  return page.evaluate((name) => {
    const { poolscope } = globalThis as unknown as PageGlobals
    const id = 987_654
    return new Promise((resolve) => {
      const stop = poolscope.subscribe((message) => {
        const reply: unknown = typeof message === 'string' ? JSON.parse(message) : null
        if (reply === null || typeof reply !== 'object' || !('id' in reply) || reply.id !== id) return
        stop()
        resolve(reply)
      })
      poolscope.send(JSON.stringify({ id, request: name, input: {} }))
    })
  }, request)
}

test('the page reaches nothing of Node or Electron but the bridge', async ({ page }) => {
  const seen = await page.evaluate(() => {
    const { poolscope } = globalThis as unknown as PageGlobals
    const names = ['require', 'module', 'process', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname']
    return {
      globals: names.filter((name) => name in globalThis),
      bridge: Object.keys(poolscope).sort(),
      frozen: Object.isFrozen(poolscope),
      secure: isSecureContext,
    }
  })
  expect(seen).toEqual({ globals: [], bridge: ['pathOf', 'send', 'subscribe'], frozen: true, secure: true })
})

test('the policy keeps out scripts that are not the app\'s own', async ({ app, page }) => {
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.foreignScript = true'
    document.head.append(script)
    // In a task of the page's own: what a debugger evaluates is not bound by the policy.
    const evaluated = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          // oxlint-disable-next-line no-eval -- that the page cannot do it is what is tested
          globalThis.eval('1')
          resolve(true)
        } catch {
          resolve(false)
        }
      }),
    )
    return { inline: 'foreignScript' in globalThis, evaluated }
  })
  expect(ran).toEqual({ inline: false, evaluated: false })
  expect(await page.evaluate(() => fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused'))).toBe('refused')
  // The page says so on its console, once for each.
  let said = ''
  await expect.poll(() => (said += app.problems.take().join('\n'))).toMatch(/script-src[^]*connect-src/)
})

test('the page stays the app\'s own, and opens no window', async ({ app, page }) => {
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
  const before = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.invalid/'
  })
  expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true)
  expect(page.url()).toBe(before)
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
  expect(await electronOf(app).evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  // Chromium, which shows the stand-in's pages, reports the refused navigation; Electron does not start it.
  app.problems.take()
})

test('a message that is too long is dropped, and the next one answered', async ({ app, page }) => {
  const warning = electronOf(app).waitForEvent('console', (message) => message.text().includes('was dropped'))
  await page.evaluate((length) => {
    ;(globalThis as unknown as PageGlobals).poolscope.send('x'.repeat(length))
  }, 2 ** 20 + 1)
  expect((await warning).text()).toContain('longer than 1048576 bytes')
  expect(await ask(page, 'hello')).toMatchObject({ output: { capabilities: { pickFolder: true } } })
})

test('a folder is asked for with the dialog of the system', async ({ app, page }) => {
  const asked = await electronOf(app).evaluateHandle(({ dialog }) => {
    const calls: unknown[] = []
    dialog.showOpenDialog = (...args: unknown[]) => {
      calls.push(args.at(-1))
      return Promise.resolve({ canceled: false, filePaths: ['/chosen/folder'] })
    }
    return calls
  })
  expect(await ask(page, 'pickFolder')).toMatchObject({ output: { folder: '/chosen/folder' } })
  expect(await asked.jsonValue()).toMatchObject([{ properties: ['openDirectory'] }])
})

test('a module is taken where it lies: picked with the dialog of the system, or dropped on the window', async ({ app, page }) => {
  await electronOf(app).evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/chosen/task.ts'] })
  })
  await choosePreset(page, 'Your task')
  const module = page.getByRole('form', { name: 'Parameters' }).getByLabel('Module', { exact: true })
  await page.getByRole('button', { name: 'Choose: Module' }).click()
  await expect(module).toHaveValue('/chosen/task.ts')
  await choosePreset(page, 'Threads')
  const files = await page.evaluateHandle(() => {
    const carried = new DataTransfer()
    carried.items.add(new File(['export default () => 1'], 'dropped.ts'))
    return carried
  })
  await page.dispatchEvent('body', 'dragover', { dataTransfer: files })
  await expect(page.getByText('Drop a run file or a storyboard to open it, or a module to run it')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: files })
  await expect(module).toHaveValue(`${DROPPED_FROM}/dropped.ts`)
})

test('closing the window in the middle of a run ends the app and every worker', async ({ app }) => {
  await startLongProcessRun(app)
  app.problems.stop()
  const ended = new Promise<number | null>((resolve) => {
    electronOf(app).process().once('exit', resolve)
  })
  await electronOf(app)
    .evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close()
    })
    .catch(() => {
      // The app may be gone before it can answer.
    })
  expect(await ended).toBe(0)
  await expectNoneLeft(app.processes)
})
