import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { _electron as electron, type ElectronApplication, type Page } from 'playwright'
import { findBrowser } from '../../browser.ts'
import { ROOT } from '../../child.ts'

const STANDIN = path.join(ROOT, 'out/standin/bin.js')
export const TEST_APP = path.join(import.meta.dirname, 'app')

export interface Launched {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataDir: string
  /** What the test app noted so far. */
  noted(): Promise<unknown[][]>
  end(): Promise<void>
}

export function standinEnv(dataDir: string, extra: Record<string, string> = {}): Record<string, string> {
  const path_ = process.env['PATH'] ?? ''
  return { PATH: path_, TEST_DATA_DIR: dataDir, ELECTRON_STANDIN_BROWSER: findBrowser() ?? '', ...extra }
}

/** Starts the test app in the stand-in, as Playwright starts any Electron app. */
export async function launch(extra: Record<string, string> = {}): Promise<Launched> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'poolscope-standin-'))
  const app = await electron.launch({ executablePath: STANDIN, args: [TEST_APP], env: standinEnv(dataDir, extra) })
  const page = await app.firstWindow()
  await page.waitForFunction(() => 'moduleRan' in globalThis)
  return {
    app,
    page,
    dataDir,
    noted: () => app.evaluate(() => (globalThis as unknown as { noted: unknown[][] }).noted),
    async end() {
      await app.close()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Starts the stand-in without Playwright and waits for its end. */
export function runStandin(app: string, env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(STANDIN, [...switches, app], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ code, said })
    })
  })
}
