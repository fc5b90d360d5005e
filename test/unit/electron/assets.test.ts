import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAsset } from '../../../electron/main/assets.ts'

let folder = ''
let root = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'poolscope-assets-'))
  root = path.join(folder, 'renderer')
  mkdirSync(path.join(root, 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'secret.json'), '{}')
  writeFileSync(path.join(root, 'index.html'), '<p>page</p>')
  writeFileSync(path.join(root, 'assets', 'main.js'), 'run()')
  writeFileSync(path.join(root, 'program.exe'), 'MZ')
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const ask = (target: string, method = 'GET'): Promise<Response> =>
  answerAsset(root, new Request(`poolscope://app${target}`, { method }))

describe('the files of the page', () => {
  it('are given with their type and the policy', async () => {
    const page = await ask('/index.html')
    expect(await page.text()).toBe('<p>page</p>')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await ask('/assets/main.js?v=1')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    '/',
    '/missing.html',
    '/assets',
    '/program.exe',
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/%00index.html',
    '/%zz.html',
  ])('are all there is: %s', async (target) => {
    expect((await ask(target)).status).toBe(404)
  })

  it('are only read', async () => {
    expect((await ask('/index.html', 'POST')).status).toBe(405)
  })
})
