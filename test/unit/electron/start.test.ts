import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { electronBinary, findElectron } from '../../../electron/start/binary.ts'
import { displayProblem } from '../../../electron/start/display.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A project with an electron package whose installer does what `install` says. */
function project(install: string): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'poolscope-start-'))
  folders.push(root)
  const folder = path.join(root, 'node_modules/electron')
  mkdirSync(path.join(folder, 'dist'), { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{"version":"1.2.3"}')
  writeFileSync(path.join(folder, 'install.js'), install)
  return root
}

describe('npm start', () => {
  it('knows where there is no display', () => {
    expect(displayProblem('linux', {})).toContain('no display')
    expect(displayProblem('linux', { DISPLAY: '' })).toContain('no display')
    expect(displayProblem('linux', { DISPLAY: ':0' })).toBeNull()
    expect(displayProblem('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBeNull()
    expect(displayProblem('darwin', {})).toBeNull()
  })

  it('fetches Electron when it is missing, and finds it', async () => {
    const root = project(
      "const fs = require('fs'); fs.writeFileSync('dist/electron', ''); fs.writeFileSync('path.txt', 'electron')",
    )
    const binary = path.join(root, 'node_modules/electron/dist/electron')
    expect(await findElectron(root)).toEqual({ path: binary })
    expect(electronBinary(path.join(root, 'node_modules/electron'))).toBe(binary)
  })

  it('says why Electron cannot be fetched, in one line', async () => {
    const root = project("console.error('\\nRequestError: refused\\n  at somewhere'); process.exit(1)")
    expect(await findElectron(root)).toEqual({
      path: null,
      problem: 'Electron cannot be fetched (RequestError: refused)',
    })
  })

  it('says that the package is missing', async () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'poolscope-start-'))
    folders.push(root)
    expect(await findElectron(root)).toMatchObject({ path: null, problem: expect.stringContaining('npm ci') as string })
  })
})
