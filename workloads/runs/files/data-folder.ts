import { homedir } from 'node:os'
import path from 'node:path'

/** What the place of saved data depends on. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly home: string
}

/**
 * The folder of saved data: `POOLSCOPE_DATA` where that is set, else the place that the system has for it (on Linux that
 * of the XDG Base Directory Specification, where a relative `XDG_DATA_HOME` does not count).
 */
export function dataFolder({ platform, env, home }: Surroundings = here()): string {
  const { POOLSCOPE_DATA: own = '', XDG_DATA_HOME: xdg = '', APPDATA: roaming = '' } = env
  if (own !== '') return path.resolve(own)
  if (platform === 'win32') {
    return path.win32.join(roaming === '' ? path.win32.join(home, 'AppData', 'Roaming') : roaming, 'Poolscope')
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Poolscope')
  return path.posix.join(path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, '.local', 'share'), 'poolscope')
}

/** The folder of run files. */
export function runsFolder(): string {
  return path.join(dataFolder(), 'runs')
}

/** The folder of screen recordings. */
export function videosFolder(): string {
  return path.join(dataFolder(), 'videos')
}

function here(): Surroundings {
  return { platform: process.platform, env: process.env, home: homedir() }
}
