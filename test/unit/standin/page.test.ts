import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launch, type Launched } from './launch.ts'

interface PageGlobals {
  bridge: {
    send(...args: unknown[]): void
    fail(): void
    sandboxed(): boolean
  }
  received: unknown[][]
  unsubscribe(): void
  inlineRan?: boolean
}

let running: Launched

beforeAll(async () => {
  running = await launch()
})
afterAll(async () => {
  await running.end()
})

describe('the page in the stand-in', () => {
  beforeEach(async () => {
    await running.app.evaluate(({ BrowserWindow }) => {
      ;(globalThis as unknown as { noted: unknown[][] }).noted.length = 0
      BrowserWindow.getAllWindows()[0]?.webContents.reload()
    })
    await expect.poll(async () => (await running.noted()).filter(([what]) => what === 'did-navigate').length).toBe(1)
    await running.page.waitForFunction(() => 'moduleRan' in globalThis)
  })

  it('has the origin of the scheme, with the headers of its handler', async () => {
    const { page } = running
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    expect(await page.evaluate(() => location.host.split(':')[0])).toBe('main.test-app.localhost')
    expect(await page.evaluate(() => 'inlineRan' in globalThis)).toBe(false)
    const connects = page.evaluate(() => fetch('http://127.0.0.1:1/').then(String, (error: unknown) => String(error)))
    expect(await connects).toContain('Failed to fetch')
    expect(await running.noted()).toContainEqual(['handled', 'test-app://main/page.js'])
  })

  it('reaches its preload script only through the context bridge', async () => {
    const seen = await running.page.evaluate(() => ({
      names: ['require', 'process', 'ipcRenderer', 'module', '__electronStandinToMain'].filter((name) => name in globalThis),
      frozen: Object.isFrozen((globalThis as unknown as PageGlobals).bridge),
      sandboxed: (globalThis as unknown as PageGlobals).bridge.sandboxed(),
    }))
    expect(seen).toEqual({ names: [], frozen: true, sandboxed: true })
    const fail = running.page.evaluate(() => {
      ;(globalThis as unknown as PageGlobals).bridge.fail()
    })
    await expect(fail).rejects.toThrow('from the preload script')
  })

  it('sends and gets text, numbers and bytes, and says who it is', async () => {
    await running.page.evaluate(() => {
      ;(globalThis as unknown as PageGlobals).bridge.send('text ✓', 42.5, new Uint8Array([1, 2, 250]))
    })
    await running.page.waitForFunction(() => (globalThis as unknown as PageGlobals).received.length === 1)
    const received = await running.page.evaluate(() => (globalThis as unknown as PageGlobals).received)
    expect(received).toEqual([['text ✓', 42.5, { length: 3, sum: 253 }]])
    const [, url, parent, text] = (await running.noted()).find(([what]) => what === 'to-main') ?? []
    expect([url, parent, text]).toEqual(['test-app://main/index.html', null, 'text ✓'])
  })

  it('refuses to send what it cannot carry', async () => {
    const send = running.page.evaluate(() => {
      ;(globalThis as unknown as PageGlobals).bridge.send({ some: 'object' })
    })
    await expect(send).rejects.toThrow('could not be cloned')
  })

  it('gets 120 messages of 64 KiB in order and whole', async () => {
    const started = performance.now()
    await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      for (let i = 0; i < 120; i++) contents?.send('to-page', i, new Uint8Array(65_536).fill(i))
    })
    await running.page.waitForFunction(() => (globalThis as unknown as PageGlobals).received.length === 120)
    console.log(`stand-in: 120 x 64 KiB to the page in ${(performance.now() - started).toFixed(0)} ms`)
    const received = await running.page.evaluate(() => (globalThis as unknown as PageGlobals).received)
    expect(received).toEqual(Array.from({ length: 120 }, (_, i) => [i, { length: 65_536, sum: 65_536 * i }]))
  })

  it('stops getting messages when it unsubscribes', async () => {
    await running.page.evaluate(() => {
      const { bridge, unsubscribe } = globalThis as unknown as PageGlobals
      unsubscribe()
      bridge.send('nobody listens')
    })
    await expect.poll(async () => (await running.noted()).some(([what]) => what === 'to-main')).toBe(true)
    expect(await running.page.evaluate(() => (globalThis as unknown as PageGlobals).received)).toEqual([])
  })

  it('is kept where it is, and opens no window', async () => {
    const { page } = running
    await page.getByText('away').click()
    await expect
      .poll(running.noted)
      .toContainEqual(['will-frame-navigate', 'https://example.invalid/', true])
    expect(await page.title()).toBe('stand-in test')
    expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true)
    const opened = page.context().waitForEvent('page')
    await page.getByText('new window').click()
    const popup = await opened
    await expect.poll(() => popup.isClosed()).toBe(true)
  })

  it('announces frames inside the page as such', async () => {
    await running.page.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = 'https://example.invalid/'
      document.body.append(frame)
    })
    const found = (await running.noted()).filter(([what]) => what === 'will-frame-navigate')
    // The policy of the test page allows no frames at all, so nothing even starts.
    expect(found).toEqual([])
  })

  it('has the permissions that the app grants', async () => {
    const states = await running.page.evaluate(async () => {
      const names = ['notifications', 'geolocation'] as const
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    })
    expect(states).toEqual(['denied', 'granted'])
  })
})
