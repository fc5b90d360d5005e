import { describe, expect, it } from 'vitest'
import {
  encodeBatch,
  PoolscopeError,
  UsageError,
  type Batch,
  type Transport,
  type WireMessage,
} from '../../../workloads/contract/index.ts'
import { createClient } from '../../../renderer/bridge/client.ts'
import { keepConnected } from '../../../renderer/bridge/connection.ts'
import { findPreload, pathOfFile, preloadTransport } from '../../../renderer/bridge/preload.ts'
import { socketUrl, webSocketTransport, type PageScope, type SocketLike } from '../../../renderer/bridge/web-socket.ts'
import { batch } from './batches.ts'
import { memoryTransport, WELCOME } from './memory-transport.ts'

describe('client', () => {
  it('matches replies to requests by id, in whatever order they come', async () => {
    const host = memoryTransport()
    const client = createClient(host.transport)
    const run = client.request('startRun', { preset: 'gather', params: {} })
    const hello = client.request('hello', {})
    expect(host.requests().map(({ request }) => request)).toEqual(['startRun', 'hello'])
    host.say({ id: 1, output: WELCOME })
    host.say({ id: 0, output: { runId: 'r1' } })
    expect(await run).toEqual({ runId: 'r1' })
    expect((await hello).capabilities.cores).toBe(2)
  })

  it('throws the error of the host, of its class', async () => {
    const host = memoryTransport()
    const answer = createClient(host.transport).request('startRun', { preset: 'gathr', params: {} })
    host.say({ id: 0, error: { name: 'UsageError', message: 'Did you mean "gather"?', code: 'ERR_USAGE' } })
    await expect(answer).rejects.toThrow(UsageError)
    await expect(answer).rejects.toThrow('Did you mean "gather"?')
  })

  it('refuses an answer that is not what the table promises', async () => {
    const host = memoryTransport()
    const answer = createClient(host.transport).request('startRun', { preset: 'gather', params: {} })
    host.say({ id: 0, output: { runId: 7 } })
    await expect(answer).rejects.toMatchObject({ code: 'ERR_PROTOCOL' })
  })

  it('rejects what is pending when the connection ends, and all that comes after', async () => {
    const host = memoryTransport()
    const client = createClient(host.transport)
    let closes = 0
    client.onClose(() => closes++)
    const pending = client.request('hello', {})
    host.drop()
    await expect(pending).rejects.toMatchObject({ code: 'ERR_DISCONNECTED' })
    await expect(client.request('hello', {})).rejects.toBeInstanceOf(PoolscopeError)
    client.close()
    expect(closes).toBe(1)
  })

  it('hands on batches, and reports messages without sense instead of failing', () => {
    const host = memoryTransport()
    const client = createClient(host.transport)
    const batches: Batch[] = []
    const problems: Error[] = []
    const leave = client.onBatch((received) => batches.push(received))
    client.onProblem((problem) => problems.push(problem))
    host.deliver(encodeBatch(batch(0)))
    host.deliver(new Uint8Array([1, 2, 3]))
    host.deliver('{"id":0')
    host.deliver('{"id":42,"output":{}}')
    leave()
    host.deliver(encodeBatch(batch(1)))
    expect(batches.map(({ seq }) => seq)).toEqual([0])
    expect(problems.map(({ name }) => name)).toEqual(['FrameError', 'SyntaxError', 'PoolscopeError'])
  })
})

describe('keepConnected', () => {
  it('tries again ever more slowly, and soon again once the host had answered', () => {
    const hosts: ReturnType<typeof memoryTransport>[] = []
    const delays: number[] = []
    const timers: (() => void)[] = []
    let clients = 0
    const connection = keepConnected(
      () => {
        const host = memoryTransport()
        hosts.push(host)
        return host.transport
      },
      { onClient: () => clients++, onLost: (delayMs) => delays.push(delayMs) },
      (callback) => {
        timers.push(callback)
        return () => void timers.splice(timers.indexOf(callback), 1)
      },
    )
    for (let i = 0; i < 6; i++) {
      hosts.at(-1)?.drop()
      timers.shift()?.()
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000])
    expect(clients).toBe(7)
    connection.confirm()
    hosts.at(-1)?.drop()
    expect(delays.at(-1)).toBe(250)
    connection.close()
    expect(timers).toEqual([])
  })
})

describe('WebSocket transport', () => {
  function fakeSocket() {
    type Listener = (event: { data: unknown }) => void
    const listeners = new Map<string, Listener>()
    const sent: (string | Uint8Array)[] = []
    const socket = {
      readyState: 0,
      bufferedAmount: 12,
      binaryType: 'blob',
      send: (data: string | Uint8Array) => void sent.push(data),
      close: () => undefined,
      addEventListener: (type: string, listener: Listener) => void listeners.set(type, listener),
    }
    const fire = (type: string, data?: unknown) => listeners.get(type)?.({ data })
    return { socket: socket satisfies SocketLike, sent, fire }
  }

  it('holds back what is sent before the socket is open', () => {
    const { socket, sent, fire } = fakeSocket()
    const transport = webSocketTransport(socket)
    transport.send('a')
    expect(sent).toEqual([])
    socket.readyState = 1
    fire('open')
    transport.send('b')
    expect(sent).toEqual(['a', 'b'])
    expect(transport.bufferedBytes).toBe(12)
  })

  it('gives text as text, binary as bytes, and tells of the end once', () => {
    const { socket, fire } = fakeSocket()
    const transport = webSocketTransport(socket)
    const messages: WireMessage[] = []
    let ends = 0
    transport.onMessage((message) => messages.push(message))
    transport.onClose(() => ends++)
    fire('message', 'text')
    fire('message', new Uint8Array([1, 2]).buffer)
    fire('close')
    fire('close')
    expect(socket.binaryType).toBe('arraybuffer')
    expect(messages).toEqual(['text', new Uint8Array([1, 2])])
    expect(ends).toBe(1)
  })

  it('goes to where the page came from, with its token, which leaves the address and stays with the tab', () => {
    const tab = pageScope('http://127.0.0.1:4400/?token=a%2Bb&theme=dark#top')
    expect(socketUrl(tab.scope())).toBe('ws://127.0.0.1:4400/socket?token=a%2Bb')
    expect(tab.href()).toBe('http://127.0.0.1:4400/?theme=dark#top')
    expect(socketUrl(tab.scope())).toBe('ws://127.0.0.1:4400/socket?token=a%2Bb')
    tab.open('https://127.0.0.1:4400/')
    expect(socketUrl(tab.scope())).toBe('wss://127.0.0.1:4400/socket?token=a%2Bb')
    tab.open('http://127.0.0.1:4400/?token=new')
    expect(socketUrl(tab.scope())).toBe('ws://127.0.0.1:4400/socket?token=new')
  })

  it('leaves the token in the address where the tab may keep nothing', () => {
    const tab = pageScope('http://127.0.0.1:4400/?token=abc', 'refuses')
    expect(socketUrl(tab.scope())).toBe('ws://127.0.0.1:4400/socket?token=abc')
    expect(tab.href()).toBe('http://127.0.0.1:4400/?token=abc')
    tab.open('http://127.0.0.1:4400/')
    expect(socketUrl(tab.scope())).toBe('ws://127.0.0.1:4400/socket?token=')
  })
})

/** A tab whose address can be changed, by its page or its user. */
function pageScope(first: string, storage: 'keeps' | 'refuses' = 'keeps') {
  const kept = new Map<string, string>()
  let url = new URL(first)
  const refuse = (): never => {
    throw new DOMException('no storage here', 'SecurityError')
  }
  const scope = (): PageScope => ({
    location: url,
    history: { state: null, replaceState: (_state, _unused, address) => void (url = new URL(address ?? '', url)) },
    sessionStorage:
      storage === 'refuses'
        ? { getItem: refuse, setItem: refuse }
        : { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
  })
  return { scope, href: () => url.href, open: (address: string) => void (url = new URL(address)) }
}

describe('preload transport', () => {
  it('is used where the preload put its bridge, and ends its subscriptions on close', () => {
    const sent: string[] = []
    let listeners = 0
    const bridge = {
      send: (message: string) => void sent.push(message),
      pathOf: ({ name }: File) => (name === '' ? '' : `/home/me/${name}`),
      subscribe: () => {
        listeners++
        return () => {
          listeners--
        }
      },
    }
    expect(findPreload({})).toBe(null)
    expect(findPreload({ poolscope: { send: 1 } })).toBe(null)
    expect(findPreload({ poolscope: bridge })).toBe(bridge)
    expect(pathOfFile(new File([], 'a.ts'), { poolscope: bridge })).toBe('/home/me/a.ts')
    expect(pathOfFile(new File([], ''), { poolscope: bridge })).toBe(null)
    expect(pathOfFile(new File([], 'a.ts'), {})).toBe(null)
    const transport: Transport = preloadTransport(bridge)
    transport.onMessage(() => undefined)
    transport.onMessage(() => undefined)()
    transport.send('hello')
    expect([sent, listeners]).toEqual([['hello'], 1])
    transport.close()
    expect(listeners).toBe(0)
  })
})
