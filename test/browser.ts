import { existsSync, readFileSync } from 'node:fs'
import { BROWSER_SWITCHES, findBrowser } from '../workloads/film/browser.ts'
import { runNode, runProgram, tool } from './child.ts'

export { BROWSER_SWITCHES, findBrowser }

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
export function isDebianRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
