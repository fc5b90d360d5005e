import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NotInStandinError, onlyKnown } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>

interface CustomScheme {
  scheme: string
  privileges?: Record<string, boolean>
}

/**
 * `protocol` of Electron. A plain chromium cannot be taught a scheme, so `scheme://host/path` is loaded from
 * `http://host.scheme.localhost:port/path`, a loopback server that asks the app's handler. The page gets a secure
 * origin of its own and the handler's headers, the content security policy among them, as under Electron.
 */
export class Schemes {
  private readonly handlers = new Map<string, Handler>()
  private readonly privileged = new Set<string>()
  private server: Server | null = null
  private port = 0
  /** `registerSchemesAsPrivileged` is refused after this. */
  ready = false

  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (this.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges = {} } of schemes) {
      onlyKnown('scheme privilege', privileges, ['standard', 'secure', 'supportFetchAPI'])
      if (privileges['standard'] && privileges['secure']) this.privileged.add(scheme)
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.ready) throw new Error('protocol.handle: the app is not ready')
    if (!this.privileged.has(scheme)) throw new NotInStandinError(`scheme that is not standard and secure ("${scheme}")`)
    this.handlers.set(scheme, handler)
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        console.error('A protocol handler failed:', error)
        response.writeHead(500).end()
      })
    })
    this.server = server
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
  }

  close(): void {
    this.server?.closeAllConnections()
    this.server?.close()
  }

  /** The address that chromium loads for the app's one. */
  inside(url: string): string {
    const { protocol, host, pathname, search, hash } = new URL(url)
    if (url === 'about:blank') return url
    const scheme = protocol.slice(0, -1)
    if (!this.handlers.has(scheme)) throw new NotInStandinError(`page from ${url}: only handled schemes are loaded`)
    return `http://${host}.${scheme}.localhost:${String(this.port)}${pathname}${search}${hash}`
  }

  /** The address that the app sees for chromium's one. */
  outside(url: string): string {
    const match = /^http:\/\/([^/]+)\.([a-z][a-z0-9+-]*)\.localhost:(\d+)(\/.*)?$/.exec(url)
    if (match?.[3] !== String(this.port)) return url
    return `${String(match[2])}://${String(match[1])}${match[4] ?? '/'}`
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = this.outside(`http://${request.headers.host ?? ''}${request.url ?? '/'}`)
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1))
    if (!handler) {
      response.writeHead(404).end()
      return
    }
    const answer = await handler(new Request(url, { method: request.method ?? 'GET' }))
    // First all of it: an answer that breaks off is an error, as it is under Electron.
    const body = new Uint8Array(await answer.arrayBuffer())
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body)
  }
}
