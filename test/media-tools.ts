import { isDebianRoot } from './browser.ts'
import { runProgram } from './child.ts'

const TOOLS = ['ffmpeg', 'ffprobe'] as const

/** Finds ffmpeg and ffprobe, by which films are looked at, or installs them where that is possible. False after it said what to do. */
export async function ensureMediaTools(say: (line: string) => void): Promise<boolean> {
  if (await areThere()) return true
  if (isDebianRoot()) {
    say('no ffprobe found: installing ffmpeg with apt-get ...')
    await runProgram('apt-get', ['update', '-qq'])
    const { code, output } = await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'ffmpeg'])
    if (code !== 0) say(output.trim())
  }
  if (await areThere()) return true
  say('The tests of films need ffmpeg and ffprobe on the PATH. Install ffmpeg (Debian, Ubuntu: "sudo apt-get install ffmpeg"; macOS: "brew install ffmpeg"; elsewhere: ffmpeg.org).')
  return false
}

async function areThere(): Promise<boolean> {
  const found = await Promise.all(TOOLS.map((name) => runProgram(name, ['-version'])))
  return found.every(({ code }) => code === 0)
}
