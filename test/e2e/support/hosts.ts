import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron as electron, chromium, type ElectronApplication, type Page } from '@playwright/test'
import { electronBinary } from '../../../electron/start/binary.ts'
import { displayProblem } from '../../../electron/start/display.ts'
import { BROWSER_SWITCHES, findBrowser } from '../../browser.ts'
import { ROOT } from '../../child.ts'

/** How long an app may take to show its page. */
const START_MS = 30_000

export interface RunningHost {
  readonly page: Page
  /** Of the app's first process. */
  readonly pid: number
  /** Where the page came from, with the token; empty on the desktop. */
  readonly url: string
  /** Set on the desktop. */
  readonly electron: ElectronApplication | null
  /** Waits for the page; apart from opening it, so that the test can listen to it before it says anything. */
  load(): Promise<void>
  /** Ends the app the way its user would; resolves when its first process is gone. */
  close(): Promise<void>
  /** After the app is gone: the tests' own things. */
  cleanUp(): Promise<void>
}

/** Why the real Electron cannot be used here, null when it can. */
export function realElectronProblem(): string | null {
  if (electronBinary(path.join(ROOT, 'node_modules', 'electron')) === null) {
    return 'Electron\'s program is not installed: "npx install-electron" fetches it'
  }
  const noDisplay = displayProblem(process.platform, process.env)
  return noDisplay === null ? null : `${noDisplay}: use "xvfb-run npm run smoke:electron"`
}

function needBrowser(): string {
  const browser = findBrowser()
  if (browser === null) throw new Error('No browser found. "npm test" installs one or says how; do that first.')
  return browser
}

/** The desktop app: in real Electron where that is possible, else in the stand-in. */
export async function openDesktop(): Promise<RunningHost> {
  const problem = realElectronProblem()
  if (problem !== null && process.env['POOLSCOPE_REAL_ELECTRON']) throw new Error(problem)
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'poolscope-e2e-'))
  const executable =
    problem === null
      ? {}
      : { executablePath: path.join(ROOT, 'out/standin/bin.js'), env: { ELECTRON_STANDIN_BROWSER: needBrowser() } }
  const launching = electron.launch({
    ...executable,
    args: [ROOT],
    cwd: ROOT,
    env: { ...definedEnv(), ...executable.env, POOLSCOPE_DATA: dataDir },
    timeout: START_MS,
  })
  const app = await launching.catch((error: unknown) => {
    removeFolder(dataDir)
    throw error
  })
  // Playwright gives neither of them any more once the app has ended.
  const child = app.process()
  const page = await app.firstWindow()
  return {
    page,
    url: '',
    pid: child.pid ?? 0,
    electron: app,
    load: () => page.waitForURL((url) => url.href !== 'about:blank', { timeout: START_MS }),
    async close() {
      if (child.exitCode === null && child.signalCode === null) await app.close()
    },
    cleanUp: () => {
      removeFolder(dataDir)
      return Promise.resolve()
    },
  }
}

/** `poolscope serve`, and its page in a browser. */
export async function openServed(): Promise<RunningHost> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'poolscope-e2e-'))
  const server = spawn(process.execPath, ['dist/cli/bin.js', 'serve', '--port', '0'], {
    cwd: ROOT,
    env: { ...process.env, POOLSCOPE_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => {
    server.once('exit', () => {
      resolve()
    })
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`"poolscope serve" printed no URL within ${String(START_MS)} ms. It said:\n${said}`))
    }, START_MS)
    const take = (chunk: Buffer): void => {
      said += chunk.toString()
      const match = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\S*(?=\s)/.exec(said)
      if (match === null) return
      clearTimeout(late)
      resolve(match[0])
    }
    server.stdout.on('data', take)
    server.stderr.on('data', take)
    void gone.then(() => {
      clearTimeout(late)
      reject(new Error(`"poolscope serve" ended before it printed a URL. It said:\n${said}`))
    })
  }).catch((error: unknown) => {
    server.kill('SIGKILL')
    removeFolder(dataDir)
    throw error
  })
  const browser = await chromium
    .launch({ executablePath: needBrowser(), args: [...BROWSER_SWITCHES, '--auto-accept-this-tab-capture'] })
    .catch((error: unknown) => {
      server.kill('SIGKILL')
      removeFolder(dataDir)
      throw error
    })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  return {
    page,
    url,
    pid: server.pid ?? 0,
    electron: null,
    async load() {
      await page.goto(url)
    },
    async close() {
      await page.close()
      server.kill('SIGINT')
      await gone
    },
    async cleanUp() {
      await browser.close()
      removeFolder(dataDir)
    },
  }
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
