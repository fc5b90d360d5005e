import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The download is about 120 MB; a line slower than this gets the browser version for now. */
const FETCH_DEADLINE_MS = 300_000

export type FoundElectron = { readonly path: string } | { readonly path: null; readonly problem: string }

/** Electron's program, fetched first if it is missing: npm installs only the small package that knows where it is. */
export async function findElectron(root: string): Promise<FoundElectron> {
  const folder = path.join(root, 'node_modules', 'electron')
  if (!existsSync(folder)) return { path: null, problem: 'the electron package is not installed (run "npm ci")' }
  const there = electronBinary(folder)
  if (there !== null) return { path: there }
  const problem = await fetchElectron(folder)
  const fetched = electronBinary(folder)
  return fetched === null ? { path: null, problem: problem ?? 'Electron was fetched but is not there' } : { path: fetched }
}

/** Where Electron's own package says that its program is; null when it is not. Asking the package would fetch it. */
export function electronBinary(folder: string): string | null {
  const note = path.join(folder, 'path.txt')
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (!existsSync(note) && !elsewhere) return null
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron'
  const file = path.join(elsewhere ?? path.join(folder, 'dist'), name)
  return existsSync(file) ? file : null
}

/** Runs the package's own installer, telling the time it takes. Answers why it failed, null when it did not. */
function fetchElectron(folder: string): Promise<string | null> {
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }
  const started = Date.now()
  const seconds = (): string => `${String(Math.round((Date.now() - started) / 1000))} s`
  console.log(`Fetching Electron ${version} (about 120 MB, once) ...`)

  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['install.js'], { cwd: folder, stdio: ['ignore', 'inherit', 'pipe'] })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    const ticker = setInterval(() => {
      console.log(`  still fetching, ${seconds()}; Ctrl-C gives up`)
    }, 10_000)
    const deadline = setTimeout(() => {
      complaint = `it took longer than ${seconds()}`
      child.kill('SIGKILL')
    }, FETCH_DEADLINE_MS)
    const done = (problem: string | null): void => {
      clearInterval(ticker)
      clearTimeout(deadline)
      resolve(problem)
    }
    child.once('error', (error) => {
      done(`Electron cannot be fetched: ${error.message}`)
    })
    child.once('close', (code) => {
      if (code === 0) done(null)
      else done(`Electron cannot be fetched (${firstLine(complaint)})`)
    })
  })
}

function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '')
  return line?.trim() ?? 'its installer did not say why'
}
