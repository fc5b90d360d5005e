import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { NotInStandinError, preventable, StandinEmitter } from './strict.ts'

const EVENTS = [
  'before-quit',
  'quit',
  'ready',
  'second-instance',
  'web-contents-created',
  'will-quit',
  'window-all-closed',
] as const

/** What quitting needs to know of the rest. */
export interface AppEnds {
  closeAllWindows(): void
  windowCount(): number
  stop(): Promise<void>
}

/** `app`: the life of the program, its data folder and its lock. */
export class App extends StandinEmitter {
  private readonly becomeReady: () => void
  private readonly whenIsReady: Promise<void>
  private userData = path.join(os.homedir(), '.config', 'electron-standin')
  private lockFile: string | null = null
  private ends: AppEnds | null = null
  private quitting = false

  constructor() {
    super('app', EVENTS)
    const { promise, resolve } = promiseWithResolver()
    this.whenIsReady = promise
    this.becomeReady = resolve
  }

  whenReady(): Promise<void> {
    return this.whenIsReady
  }

  getPath(name: string): string {
    if (name === 'userData') return this.userData
    if (name === 'downloads') return path.join(this.userData, 'Downloads')
    throw new NotInStandinError(`app.getPath("${name}")`)
  }

  setPath(name: string, value: string): void {
    if (name !== 'userData') throw new NotInStandinError(`app.setPath("${name}")`)
    this.userData = value
  }

  /** One app for each data folder. The second one wakes the first with a signal. */
  requestSingleInstanceLock(): boolean {
    mkdirSync(this.userData, { recursive: true })
    const file = path.join(this.userData, 'standin.lock')
    const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
    if (owner !== 0 && isAlive(owner)) {
      process.kill(owner, 'SIGUSR2')
      return false
    }
    writeFileSync(file, String(process.pid))
    this.lockFile = file
    process.on('SIGUSR2', () => this.emit('second-instance', {}, [], ''))
    return true
  }

  /** Closes all windows, unless a listener objects, then ends. */
  quit(): void {
    if (this.quitting) return
    const before = preventable({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.quitting = true
    this.ends?.closeAllWindows()
    if ((this.ends?.windowCount() ?? 0) === 0) this.willQuit()
    else this.quitting = false
  }

  /** Ends at once, asking nobody. */
  exit(code = 0): void {
    this.quitting = true
    this.emit('quit', {}, code)
    const leave = (): void => {
      if (this.lockFile !== null) rmSync(this.lockFile, { force: true })
      process.exit(code)
    }
    ;(this.ends?.stop() ?? Promise.resolve()).then(leave, leave)
  }

  /** For the stand-in itself: the browser is there. */
  start(ends: AppEnds): void {
    this.ends = ends
    this.emit('ready', {}, {})
    this.becomeReady()
  }

  windowClosed(): void {
    if (this.quitting || this.ends?.windowCount() !== 0) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  private willQuit(): void {
    const will = preventable({})
    this.emit('will-quit', will)
    if (will.defaultPrevented) this.quitting = false
    else this.exit(0)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function promiseWithResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve: (() => void) | undefined
  const promise = new Promise<void>((given) => {
    resolve = given
  })
  return { promise, resolve: () => resolve?.() }
}
