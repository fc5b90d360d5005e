import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { Devtools } from './devtools.ts'

const SWITCHES = [
  '--auto-accept-this-tab-capture', // the app is asked before (`display-capture.ts`), and nobody is there to press a button
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-features=MediaRouter,OptimizationHints,Translate',
  '--disable-quic',
  '--disable-renderer-backgrounding',
  '--disable-sync',
  '--password-store=basic',
  '--use-mock-keychain',
]

export interface Browser {
  readonly devtools: Devtools
  /** Ends the browser; resolves when its process is gone. */
  close(): Promise<void>
}

/**
 * Starts the chromium that draws the windows. It ends by itself when the pipes close, so it outlives the stand-in in
 * no case, not even after SIGKILL.
 */
export async function startBrowser(userData: string, switches: readonly string[], lost: () => void): Promise<Browser> {
  const executable = process.env['ELECTRON_STANDIN_BROWSER'] ?? '/usr/bin/chromium'
  const headless = !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  const profile = `--user-data-dir=${path.join(userData, 'standin-browser')}`
  const child = spawn(executable, [...SWITCHES, ...(headless ? ['--headless'] : []), profile, ...switches], {
    // Playwright reads "DevTools listening on ..." from the standard error of the app.
    stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve()
    })
    child.once('error', (error) => {
      console.error(`The Electron stand-in cannot start its browser: ${error.message}`)
      resolve()
    })
  })
  let closing = false
  void gone.then(() => {
    if (!closing) lost()
  })

  const devtools = new Devtools(child.stdio[3] as Writable, child.stdio[4] as Readable)
  await devtools.send('Target.setDiscoverTargets', { discover: true })
  return {
    devtools,
    async close() {
      closing = true
      const kill = setTimeout(() => child.kill('SIGKILL'), 2_000)
      devtools.send('Browser.close', {}).catch(() => child.kill('SIGKILL'))
      await gone
      clearTimeout(kill)
    },
  }
}
