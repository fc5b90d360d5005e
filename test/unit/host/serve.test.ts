import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSession, MAX_REQUEST_BYTES, serve, type Served } from 'poolscope/host'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { decodeBatch, exportPath, runFilePath } from '#engine/contract/index.js'
import { embeddedRun } from '../runs/formats/embedded.ts'
import { batch, fileOf } from '../runs/formats/recorded.ts'
import { inFolder, until } from '../tasks/support.ts'
import { openWindow } from './window.ts'

const home = mkdtempSync(path.join(tmpdir(), 'poolscope-serve-'))
const session = createSession({ electron: null, runsFolder: path.join(home, 'runs') })
let served: Served
let socketUrl = ''
let origin = ''
let finish: () => void = () => undefined
const folder = inFolder(async (parent) => {
  const rendererDir = path.join(parent, 'page')
  mkdirSync(path.join(rendererDir, 'assets'), { recursive: true })
  mkdirSync(path.join(parent, 'page-secret'))
  writeFileSync(path.join(rendererDir, 'index.html'), '<p>page</p>')
  writeFileSync(path.join(rendererDir, 'assets', 'main-a_1.js'), 'run()')
  writeFileSync(path.join(rendererDir, '.env.json'), 'secret')
  for (const name of ['secret.json', 'page-secret/secret.json']) writeFileSync(path.join(parent, name), 'secret')
  served = await serve({ session, rendererDir })
  origin = `http://127.0.0.1:${served.port}`
  socketUrl = served.url.replace('http:', 'ws:').replace('/?', '/socket?')
  await new Promise<void>((resolve) => (finish = resolve))
})

beforeAll(() => until(() => socketUrl !== ''))
afterAll(async () => {
  await session.close()
  await served.close()
  finish()
  await folder
  rmSync(home, { recursive: true })
})

/** A request as it is: no client that tidies up the path first. */
function get(target: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; body: string; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port: served.port, path: target, method, headers, agent: false })
    sent.on('error', reject).on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (piece: string) => (body += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    sent.end()
  })
}

/** Opens a socket; resolves with its end when it is refused. */
function openSocket(url = socketUrl, headers: Record<string, string> = { origin }): Promise<WebSocket | string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers })
    socket.once('open', () => resolve(socket))
    socket.once('error', (error) => resolve(error.message))
  })
}

async function opened(): Promise<WebSocket> {
  const socket = await openSocket()
  if (typeof socket === 'string') throw new Error(socket)
  return socket
}

/** Sends bytes as they are, and waits until the server has closed the connection. */
function sendRaw(head: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect({ port: served.port, host: '127.0.0.1', allowHalfOpen: true })
    socket.setEncoding('utf8').on('data', (piece: string) => (answer += piece))
    socket.on('error', () => undefined).on('close', () => resolve(answer)).on('end', () => socket.end())
    socket.write(head)
  })
}

const upgrade = (target: string): string =>
  [
    `GET ${target} HTTP/1.1`,
    `Host: 127.0.0.1:${served.port}`,
    `Origin: ${origin}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n')

describe('the page', () => {
  it('is served with a policy that lets it talk to its own server only', async () => {
    for (const target of ['/', '/index.html', '/?token=x', '/index.html?token=x']) {
      const { status, body, headers } = await get(target)
      expect([status, body]).toEqual([200, '<p>page</p>'])
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*connect-src 'self'.*frame-ancestors/)
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
    expect((await get('/assets/main-a_1.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(await get('/', { range: 'bytes=10-5' })).toMatchObject({ status: 200 })
    expect(await get('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it.each([
    '/missing.html',
    '/assets',
    '/.env.json',
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/../../secret.json',
    '/../page-secret/secret.json',
    '/..\\secret.json',
    '//secret.json',
    '/index.html%00.json',
    '/%E0%A4%A.html',
  ])('is all there is: %s', async (target) => {
    expect(await get(target)).toMatchObject({ status: 404, body: 'Not found.' })
  })

  it('cannot be changed', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', {}, method)).status).toBe(405)
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example'])(
    'is not given to who asks for the host "%s": DNS rebinding ends here',
    async (host) => {
      expect((await get('/', { host })).status).toBe(403)
    },
  )

  it('is given under the name localhost, too', async () => {
    expect((await get('/', { host: `localhost:${served.port}` })).status).toBe(200)
  })
})

describe('the socket', () => {
  it('carries requests, replies and batches', async () => {
    const socket = await opened()
    const texts: string[] = []
    const runs = new Set<string>()
    socket.on('message', (data: Buffer, binary) => {
      if (!binary) return texts.push(data.toString())
      const { summary, runId } = decodeBatch(data)
      if (summary !== undefined) runs.add(runId)
      return undefined
    })
    socket.send(JSON.stringify({ id: 1, request: 'startRun', input: { preset: 'gather', params: { durationMs: 1 } } }))
    await until(() => runs.size === 1)
    expect(JSON.parse(texts[0] ?? '')).toEqual({ id: 1, output: { runId: [...runs][0] } })
    socket.terminate()
  })

  it.each<[string, () => Promise<WebSocket | string>]>([
    ['without a token', () => openSocket(socketUrl.split('?')[0])],
    ['with another token', () => openSocket(socketUrl.replace(/.$/, '~'))],
    ['with a longer token', () => openSocket(`${socketUrl}x`)],
    ['at another path', () => openSocket(socketUrl.replace('/socket', '/sockets'))],
    ['without an origin', () => openSocket(socketUrl, {})],
    ['from a page elsewhere', () => openSocket(socketUrl, { origin: 'http://evil.example' })],
    ['from another port', () => openSocket(socketUrl, { origin: 'http://127.0.0.1:1' })],
    ['from a page over https', () => openSocket(socketUrl, { origin: origin.replace('http', 'https') })],
    ['from a sandboxed page', () => openSocket(socketUrl, { origin: 'null' })],
    ['for another host', () => openSocket(socketUrl, { origin, host: 'evil.example' })],
  ])('is refused %s', async (_, open) => {
    expect(await open()).toMatch(/403/)
  })

  it.each(['//[', '/socket', 'http://[/socket', '/socket?token=%', '*'])('is refused at %s', async (target) => {
    expect(await sendRaw(upgrade(target))).toMatch(/^HTTP\/1.1 (403|400)/)
    expect((await get('/')).status).toBe(200) // the server lives on
  })

  it('is closed when a message is too long, or no message at all; other windows stay', async () => {
    const other = await opened()
    const long = await opened()
    const codes: number[] = []
    long.on('close', (code) => codes.push(code)).on('error', () => undefined)
    long.send('x'.repeat(MAX_REQUEST_BYTES + 1))
    await until(() => codes.length === 1)
    expect(codes).toEqual([1009])
    const raw = connect(served.port, '127.0.0.1')
    raw.on('error', () => undefined)
    raw.write(upgrade(new URL(socketUrl).pathname + new URL(socketUrl).search))
    await new Promise((resolve) => raw.once('data', resolve))
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff])) // reserved bits: no frame of this protocol
    await new Promise((resolve) => raw.once('close', resolve).resume())
    expect(other.readyState).toBe(other.OPEN)
    other.terminate()
  })

  it('leaves nothing behind after a hundred windows', async () => {
    const count = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
    const before = count()
    const warnings: Error[] = []
    const onWarning = (warning: Error): void => void warnings.push(warning)
    process.on('warning', onWarning)
    for (let n = 0; n < 100; n++) (await opened()).terminate()
    await until(() => count() <= before)
    process.off('warning', onWarning)
    expect(warnings).toEqual([])
  })
})

describe('the file of a run', () => {
  const file = path.join(home, 'runs', 'a run ä.pscope')
  const target = runFilePath('a run ä')
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })
  const token = (): string => new URL(served.url).searchParams.get('token') ?? ''
  beforeAll(() => {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, 'all of it')
  })

  it('is given to who has the token, as much as there is', async () => {
    const first = await get(target, bearer(token()))
    expect(first).toMatchObject({ status: 200, body: 'all of it' })
    expect(first.headers).toMatchObject({ 'content-length': '9', 'x-content-type-options': 'nosniff' })
    expect(await get(target, bearer(token()), 'HEAD')).toMatchObject({ status: 200, body: '' })
    appendFileSync(file, ', and more')
    expect(await get(target, bearer(token()))).toMatchObject({ body: 'all of it, and more' })
    const big = Buffer.alloc(5_000_000, 'x')
    writeFileSync(file, big)
    expect((await get(target, bearer(token()))).body.length).toBe(big.length)
  })

  it('is given to nobody else', async () => {
    const wrong = [{}, bearer(''), bearer('x'), bearer(`${token()}x`), { authorization: token() }, { cookie: token() }]
    for (const headers of wrong) expect((await get(target, headers)).status).toBe(401)
    expect((await get(`${target}?token=${token()}`)).status).toBe(401)
    expect((await get(target, { ...bearer(token()), host: 'evil.example' })).status).toBe(403)
    expect((await get(target, bearer(token()), 'POST')).status).toBe(405)
  })

  it.each([
    '/runs/none.pscope',
    '/runs/',
    '/runs/a%20run%20%C3%A4',
    '/runs/..%2f..%2fsecret.pscope',
    '/runs/../runs/a.pscope',
    '/runs/%2e%2e%2fsecret.pscope',
    '/runs/trash%2fa.pscope',
    '/runs/%00.pscope',
    '/runs/%E0%A4%A.pscope',
    '/runs/..pscope',
  ])('is all there is: %s', async (other) => {
    writeFileSync(path.join(home, 'secret.pscope'), 'secret')
    expect(await get(other, bearer(token()))).toMatchObject({ status: 404, body: 'Not found.' })
  })

  it('that is none is told from one that is not there when an export is asked for', async () => {
    writeFileSync(file, 'no run')
    const damaged = await get(exportPath('a run ä', 'html'), bearer(token()))
    expect(damaged).toMatchObject({ status: 422, body: expect.stringContaining('not a Poolscope run file') })
    expect((await get(exportPath('none', 'html'), bearer(token()))).status).toBe(404)
    expect((await get('/runs/a%20run%20%C3%A4/xml', bearer(token()))).status).toBe(404)
  })

  it('is exported as text, which nobody takes for a page of this origin', async () => {
    const run = batch(0)
    writeFileSync(file, fileOf([run]))
    const { status, headers, body } = await get(exportPath('a run ä', 'html'), bearer(token()))
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(embeddedRun(body).equals(fileOf([run]))).toBe(true)
  })

  it('grows while a run is recorded, and is whole at its end', async () => {
    const window = openWindow(session)
    const { runId } = await window.ask('startRun', { preset: 'event-loop', params: { seconds: 0 } })
    const saved = async () => (await window.ask('listRuns', {})).runs.find((run) => run.runId === runId)
    const read = async () => get(runFilePath((await saved())?.id ?? ''), bearer(token()))
    while ((await read()).status !== 200) await until(() => true)
    const { headers } = await read()
    await window.ask('stopRun', { runId })
    while ((await saved())?.state !== 'whole') await until(() => true)
    const whole = Number((await read()).headers['content-length'])
    expect(whole).toBeGreaterThan(Number(headers['content-length']))
    expect(whole).toBe(statSync(path.join(home, 'runs', `${(await saved())?.id ?? ''}.pscope`)).size)
    window.drop()
  })
})

describe('serving', () => {
  it('fails with what to do when the port is taken, is none, or the page is not built', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await until(() => taken.listening)
    const { port } = taken.address() as AddressInfo
    await inFolder(async (rendererDir) => {
      await expect(serve({ session, rendererDir })).rejects.toThrow(/npm run build/)
      writeFileSync(path.join(rendererDir, 'index.html'), '')
      await expect(serve({ session, rendererDir, port })).rejects.toThrow(/in use. Choose another/)
      for (const wrong of [-1, 65_536, 1.5, NaN]) {
        await expect(serve({ session, rendererDir, port: wrong })).rejects.toMatchObject({ code: 'ERR_USAGE' })
      }
    })
    taken.close()
  })

  it('ends with all its connections: windows, idle ones, and refused ones that stay half open', () =>
    inFolder(async (rendererDir) => {
      writeFileSync(path.join(rendererDir, 'index.html'), '')
      const own = await serve({ session, rendererDir })
      const window = new WebSocket(own.url.replace('http:', 'ws:').replace('/?', '/socket?'), {
        origin: `http://127.0.0.1:${own.port}`,
      })
      const ended: string[] = []
      window.on('close', () => ended.push('window')).on('error', () => undefined)
      await until(() => window.readyState === WebSocket.OPEN)
      const idle = connect(own.port, '127.0.0.1').on('close', () => ended.push('idle'))
      const refused = connect({ port: own.port, host: '127.0.0.1', allowHalfOpen: true })
      refused.on('error', () => undefined).write(upgrade('/elsewhere'))
      await new Promise((resolve) => refused.once('data', resolve))
      await until(() => !idle.connecting)
      await own.close()
      await until(() => ended.length === 2)
      refused.destroy()
    }))
})
