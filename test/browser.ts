import { existsSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { runNode, runProgram, tool } from './child.ts'

/** Where systems keep a chromium or Chrome. */
const SYSTEM_BROWSERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
}

/** Switches for every chromium that the tests start: quiet on the network, and no sandbox where it cannot work. */
export const BROWSER_SWITCHES: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** The browser to test with: the one that `POOLSCOPE_BROWSER` names, Playwright's own, or the system's. */
export function findBrowser(): string | null {
  const candidates = [
    process.env['POOLSCOPE_BROWSER'],
    chromium.executablePath(),
    ...(SYSTEM_BROWSERS[process.platform] ?? []),
  ]
  return candidates.find((file) => file !== undefined && file !== '' && existsSync(file)) ?? null
}

/** Finds a browser, or installs one where that is possible. Null after it said what to do. */
export async function ensureBrowser(say: (line: string) => void): Promise<string | null> {
  const found = findBrowser()
  if (found !== null) return found
  if (isDebianRoot()) {
    say('no browser found: installing chromium with apt-get ...')
    await runProgram('apt-get', ['update', '-qq'])
    const { code, output } = await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    if (code !== 0) say(output.trim())
  } else {
    say('no browser found: fetching one with "npx playwright install chromium" ...')
    const { code, output } = await runNode([tool('playwright/cli.js'), 'install', 'chromium'])
    if (code !== 0) say(output.trim())
  }
  const installed = findBrowser()
  if (installed === null) {
    say(
      'The tests need a browser and none could be installed. Install chromium or Chrome (Debian, Ubuntu: "sudo apt-get ' +
        'install chromium"; elsewhere: "npx playwright install chromium"), or set POOLSCOPE_BROWSER to the path of one.',
    )
  }
  return installed
}

/** On Ubuntu the package of that name is a snap, which does not start in containers. */
function isDebianRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
