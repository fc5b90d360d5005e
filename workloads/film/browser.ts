import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

/** Where systems keep a chromium, Chrome or Edge. */
const SYSTEM_BROWSERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** Quiet on the network; no sandbox where it cannot work. */
export const BROWSER_SWITCHES: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** A browser on this machine: the one that `POOLSCOPE_BROWSER` names, Playwright's own, or the system's. */
export function findBrowser(): string | null {
  const candidates = [
    process.env['POOLSCOPE_BROWSER'],
    chromium.executablePath(),
    ...(SYSTEM_BROWSERS[process.platform] ?? []),
  ]
  return candidates.find((file) => file !== undefined && file !== '' && existsSync(file)) ?? null
}
