import { spawn } from 'node:child_process'
import path from 'node:path'
import { findElectron } from './start/binary.ts'
import { displayProblem } from './start/display.ts'

/**
 * `npm start`: builds what is stale and opens the desktop app. Where that cannot be, says why in one line and serves
 * the same app to a browser instead.
 */
const ROOT = path.join(import.meta.dirname, '..')
const args = process.argv.slice(2)

/** An app that ends with an error this soon after its start never showed a window. */
const NEVER_OPENED_MS = 10_000

const built = await run(process.execPath, ['--import', 'tsx', 'test/build.ts', '--if-stale'])
if (built.code === 0) process.exitCode = await open()
else process.exitCode = built.code

async function open(): Promise<number> {
  const noDisplay = displayProblem(process.platform, process.env)
  if (noDisplay !== null) return serve(noDisplay)
  const found = await findElectron(ROOT)
  if (found.path === null) return serve(found.problem)

  // Chromium's sandbox does not work for root, and Electron then refuses to start.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const { code, ms } = await run(found.path, [...(isRoot ? ['--no-sandbox'] : []), ROOT, ...args])
  if (code === 0 || ms > NEVER_OPENED_MS) return code
  return serve(`Electron ended at once (exit code ${String(code)}; its words are above)`)
}

async function serve(reason: string): Promise<number> {
  console.log(`No desktop window: ${reason}. Serving the app to your browser instead; Ctrl-C ends it.`)
  return (await run(process.execPath, ['dist/cli/bin.js', 'serve', ...args])).code
}

/** Runs a program on this terminal to its end, passing on the signals that ask this one to end. */
function run(command: string, commandArgs: readonly string[]): Promise<{ code: number; ms: number }> {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, { cwd: ROOT, stdio: 'inherit' })
    const pass = (signal: NodeJS.Signals): void => {
      // Ctrl-C on a terminal reaches the child by itself; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
    for (const signal of signals) process.on(signal, pass)
    const stopWatching = onShellGone(() => {
      child.kill('SIGTERM')
    })
    const done = (code: number): void => {
      stopWatching()
      for (const signal of signals) process.off(signal, pass)
      resolve({ code, ms: Date.now() - started })
    }
    child.once('error', (error) => {
      console.error(`${command} cannot be started: ${error.message}`)
      done(127)
    })
    child.once('exit', (code) => {
      // Ended by a signal: we passed it on, so this is the end that was asked for.
      done(code ?? 0)
    })
  })
}

/**
 * npm starts this through a shell, and a signal to npm ends only that shell: then nobody would be left to end us.
 * Returns its disposer.
 */
function onShellGone(listener: () => void): () => void {
  if (process.env['npm_lifecycle_event'] !== 'start') return () => undefined
  const shell = process.ppid
  const timer = setInterval(() => {
    if (process.ppid !== shell) listener()
  }, 500)
  return () => {
    clearInterval(timer)
  }
}
