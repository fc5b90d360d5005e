import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ProcessWatch } from '../../e2e/support/processes.ts'
import { launch, runStandin, standinEnv, TEST_APP, type Launched } from './launch.ts'

const cleanUps: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

async function started(extra?: Record<string, string>): Promise<Launched & { watch: ProcessWatch; code: Promise<number | null> }> {
  const running = await launch(extra)
  const child = running.app.process()
  const watch = new ProcessWatch(child.pid ?? 0)
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve))
  cleanUps.push(() => {
    watch.stop()
    rmSync(running.dataDir, { recursive: true, force: true, maxRetries: 5 })
  })
  return { ...running, watch, code }
}

/** A stand-in that runs one file as its app. */
async function runApp(source: string): Promise<{ code: number | null; said: string }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'poolscope-standin-app-'))
  cleanUps.push(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  writeFileSync(path.join(folder, 'main.mjs'), source)
  const prefix = `import { app } from 'electron'\napp.setPath('userData', ${JSON.stringify(folder)})\n`
  writeFileSync(path.join(folder, 'main.mjs'), prefix + source)
  return runStandin(path.join(folder, 'main.mjs'), standinEnv(folder))
}

describe('the life of an app in the stand-in', () => {
  it('ends with its last window, after will-quit was prevented and the app exited itself', async () => {
    const { app, code, watch } = await started({ TEST_EXIT_CODE: '7' })
    watch.look()
    await app
      .evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.close()
      })
      .catch(() => {
        // The app may be gone before it can answer.
      })
    expect(await code).toBe(7)
    await expect.poll(() => watch.alive().length, { timeout: 5_000 }).toBe(0)
  })

  it('leaves no browser behind when it is killed', async () => {
    const { app, code, watch } = await started()
    watch.look()
    expect(watch.alive().length).toBeGreaterThan(1)
    app.process().kill('SIGKILL')
    await code
    await expect.poll(() => watch.alive().length, { timeout: 5_000 }).toBe(0)
  })

  it('wakes the first app when a second one is started with the same data', async () => {
    const running = await started()
    const second = await runStandin(TEST_APP, standinEnv(running.dataDir))
    expect(second.code).toBe(0)
    await expect.poll(running.noted).toContainEqual(['second-instance'])
    await running.app.close()
  })

  it('knows the order of the start', async () => {
    const running = await started()
    await expect.poll(running.noted).toContainEqual(['ready-to-show'])
    const order = (await running.noted()).map(([what]) => what)
    expect(order.indexOf('handled')).toBeLessThan(order.indexOf('did-navigate'))
    expect(order.indexOf('did-navigate')).toBeLessThan(order.indexOf('ready-to-show'))
    await running.app.close()
  })
})

describe('the stand-in refuses what it does not have', () => {
  const cases: [string, string, string][] = [
    ['a module member', "import { Tray } from 'electron'\nnew Tray()", 'Tray'],
    ['a method', 'app.hide()', 'app.hide'],
    ['an event', "app.on('browser-window-blur', () => {})", 'app event "browser-window-blur"'],
    [
      'an option of a window',
      "import { BrowserWindow } from 'electron'\napp.whenReady().then(() => new BrowserWindow({ frame: false })).catch((e) => { console.error(e); app.exit(1) })",
      'BrowserWindow option "frame"',
    ],
    [
      'a window without sandbox',
      "import { BrowserWindow } from 'electron'\napp.whenReady().then(() => new BrowserWindow({ webPreferences: { preload: '/x', sandbox: false } })).catch((e) => { console.error(e); app.exit(1) })",
      'window without context isolation and sandbox',
    ],
    [
      'a scheme registered too late',
      "import { protocol } from 'electron'\napp.whenReady().then(() => protocol.registerSchemesAsPrivileged([])).catch((e) => { console.error(e); app.exit(1) })",
      'before app is ready',
    ],
    ['a path', "app.getPath('documents')", 'app.getPath("documents")'],
  ]
  it.each(cases)('%s', async (_name, source, message) => {
    const { code, said } = await runApp(source)
    expect(said).toContain(message)
    expect(code).toBe(1)
  })
})
