import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { startHttpServer, TASKS, type HttpServer } from '#engine/tasks/index.js'
import { abortTask, isAlive, runTask, until } from './support.ts'

const running = new Set<HttpServer>()
afterEach(async () => {
  await Promise.all([...running].map((server) => server.stop()))
  running.clear()
})

async function start(options: Parameters<typeof startHttpServer>[0] = {}): Promise<HttpServer> {
  const server = await startHttpServer(options)
  running.add(server)
  return server
}

/** The status of each of `count` requests, one after the other. */
async function statusesOf(url: string, count: number): Promise<number[]> {
  const statuses: number[] = []
  for (let i = 0; i < count; i++) statuses.push((await fetch(url)).status)
  return statuses
}

describe('http-get against the embedded server', () => {
  it('gets the whole body', async () => {
    const { url } = await start({ bodyBytes: 100_000 })
    expect(await runTask(TASKS['http-get'], { url })).toMatchObject({ status: 200, bytes: 100_000 })
  })

  it('takes at least the latency', async () => {
    const { url } = await start({ latencyMs: 60 })
    for (let i = 0; i < 5; i++) {
      expect((await runTask(TASKS['http-get'], { url })).ms).toBeGreaterThanOrEqual(60)
    }
  })

  it('many at once overlap: the server sees them together', async () => {
    const server = await start({ latencyMs: 300 })
    await Promise.all(Array.from({ length: 20 }, () => runTask(TASKS['http-get'], { url: server.url })))
    expect(await server.stats()).toEqual({ requests: 20, errors: 0, maxOpen: 20 })
  })

  it('uses its connection again only when told to', async () => {
    const ports = new Set<number>()
    const { createServer: createHttp } = await import('node:http')
    const plain = createHttp(({ socket }, response) => {
      ports.add(socket.remotePort ?? 0)
      response.end()
    })
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`
    for (let i = 0; i < 3; i++) await runTask(TASKS['http-get'], { url, keepAlive: true })
    expect(ports.size).toBe(1)
    for (let i = 0; i < 3; i++) await runTask(TASKS['http-get'], { url })
    expect(ports.size).toBe(4)
    plain.closeAllConnections()
    await new Promise((resolve) => plain.close(resolve))
  })

  it('a status other than 2xx is an error that names URL and status', async () => {
    const { url } = await start({ errorRate: 1 })
    const request = runTask(TASKS['http-get'], { url })
    await expect(request).rejects.toThrow(`GET ${url}: status 503 Service Unavailable`)
  })

  it('an answer that takes too long is an error that names URL and limit', async () => {
    const { url } = await start({ latencyMs: 30_000 })
    const request = runTask(TASKS['http-get'], { url, timeoutMs: 50 })
    await expect(request).rejects.toThrow(`GET ${url}: no complete answer within 50 ms`)
  })

  it('a cancelled request ends with the reason of its signal', async () => {
    const { url } = await start({ latencyMs: 30_000 })
    const reason = new Error('not needed any more')
    expect(await abortTask(TASKS['http-get'], { url }, reason)).toBe(reason)
  })

  it('no server and no URL are errors that say so', async () => {
    const refused = runTask(TASKS['http-get'], { url: 'http://127.0.0.1:1/' })
    await expect(refused).rejects.toThrow('GET http://127.0.0.1:1/: connect ECONNREFUSED 127.0.0.1:1')
    await expect(runTask(TASKS['http-get'], { url: 'nonsense' })).rejects.toThrow('GET nonsense: Invalid URL')
    const other = runTask(TASKS['http-get'], { url: 'ftp://127.0.0.1/' })
    await expect(other).rejects.toThrow('GET ftp://127.0.0.1/: Protocol "ftp:" not supported')
  })
})

describe('errors and jitter', () => {
  it('errors come at their rate, from the seed, and are counted', async () => {
    const first = await start({ errorRate: 0.3, seed: 5 })
    const statuses = await statusesOf(first.url, 200)
    const errors = statuses.filter((status) => status === 503).length
    expect(errors).toBeGreaterThan(40)
    expect(errors).toBeLessThan(80)
    const stats = await first.stats()
    expect(stats).toMatchObject({ requests: 200, errors })
    expect(stats.maxOpen).toBeLessThan(5) // one after the other
    const second = await start({ errorRate: 0.3, seed: 5, latencyMs: 1, jitterMs: 1 })
    expect(await statusesOf(second.url, 200)).toEqual(statuses)
    const third = await start({ errorRate: 0.3, seed: 6 })
    expect(await statusesOf(third.url, 200)).not.toEqual(statuses)
  })
})

describe('the life of the server', () => {
  it('its process is gone after stop, which may be called again', async () => {
    const server = await start()
    expect(isAlive(server.pid)).toBe(true)
    await Promise.all([server.stop(), server.stop()])
    expect(isAlive(server.pid)).toBe(false)
    expect(await server.exited).toBe(0)
    await server.stop()
    await expect(server.stats()).rejects.toThrow('cannot be reached')
    await expect(fetch(server.url)).rejects.toThrow()
  })

  it('stops with requests under way, which fail then', async () => {
    const server = await start({ latencyMs: 30_000 })
    const request = expect(runTask(TASKS['http-get'], { url: server.url })).rejects.toThrow('socket hang up')
    let open = 0
    while (open === 0) open = (await server.stats()).maxOpen
    await server.stop()
    await request
    expect(isAlive(server.pid)).toBe(false)
    expect(await server.exited).toBe(0) // by itself, not by force
  })

  it('a server that does not obey is ended by force', async () => {
    const server = await start()
    process.kill(server.pid, 'SIGSTOP')
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    expect(await server.exited).toBeNull()
  })

  it('a death that nobody asked for is told', async () => {
    const server = await start()
    process.kill(server.pid, 'SIGKILL')
    expect(await server.exited).toBeNull()
  })

  it('survives Ctrl-C, which is for its parent', async () => {
    const server = await start()
    process.kill(server.pid, 'SIGINT')
    expect((await fetch(server.url)).status).toBe(200)
  })

  it('ends when its parent dies, however that happens', async () => {
    const script = `
      const { startHttpServer } = await import(process.argv[1])
      const { pid } = await startHttpServer()
      console.log(pid)`
    const module = import.meta.resolve('#engine/tasks/index.js')
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script, module], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await until(() => !isAlive(pid))
  })
})

describe('wrong use', () => {
  it('a port in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await expect(startHttpServer({ port })).rejects.toThrow(
      `Port ${port} is in use by another program. Choose another port, or 0 for any free one.`,
    )
    await new Promise((resolve) => other.close(resolve))
  })

  it('an option that is wrong', async () => {
    const refused = startHttpServer({ errorRate: 2 })
    await expect(refused).rejects.toThrow(/options of the HTTP server are wrong: .*<=1[^]*errorRate/)
    await expect(startHttpServer({ latencyMs: -1 })).rejects.toMatchObject({ code: 'ERR_USAGE' })
  })
})
