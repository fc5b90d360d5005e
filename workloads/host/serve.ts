import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { MAX_REQUEST_BYTES, UsageError } from '../contract/index.ts'
import { readPageFile } from './page-files.ts'
import type { Session } from './session.ts'
import { webSocketTransport } from './transports/web-socket.ts'

export interface ServeOptions {
  readonly session: Session
  /** The built renderer: index.html and its assets. */
  readonly rendererDir: string
  /** Default: a free one. */
  readonly port?: number
}

export interface Served {
  /** With the token that the window needs. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Only this machine can connect. */
const LOOPBACK = '127.0.0.1'

/** The window may load its own files and talk to its own server, nothing else. */
const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-cache', // after a new build the next reload shows it
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/**
 * Serves the window on the loopback interface: files over HTTP, the session over a WebSocket that needs the token in
 * the URL. Requests with a foreign Host or Origin are refused, so that no web page can reach it by DNS rebinding.
 * @throws UsageError when the renderer is not built, or the port is taken or forbidden
 */
export async function serve({ session, rendererDir, port = 0 }: ServeOptions): Promise<Served> {
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new UsageError(`The window is not built: ${rendererDir} has no index.html. Run "npm run build" first.`)
  }
  const token = randomBytes(24).toString('base64url')
  const server = createServer((request, response) => {
    if (!isOurHost(request, server)) {
      response.writeHead(403, HEADERS).end('This server answers only to its own address.')
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...HEADERS, Allow: 'GET, HEAD' }).end()
    } else void sendFile(rendererDir, request, response) // never rejects: what cannot be read is not found
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_REQUEST_BYTES, perMessageDeflate: false })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // The HTTP server no longer looks after this socket: an error of it has no other listener.
    socket.on('error', () => socket.destroy())
    if (!mayConnect(request, server, token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy())
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => session.connect(webSocketTransport(webSocket)))
  })
  await listen(server, port)
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://${LOOPBACK}:${bound}/?token=${token}`,
    port: bound,
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function sendFile(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/'] = (request.url ?? '/').split('?')
  const file = await readPageFile(root, path)
  if (file === null) {
    response.writeHead(404, HEADERS).end('Not found.')
    return
  }
  const { type, content } = file
  response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Content-Length': content.length }).end(content)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new UsageError(`${port} is no port. Use a whole number from 1024 to 65,535, or none for a free one.`)
    }
    // It stays: an error while it serves (no more file descriptors) must not end the app.
    server.on('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? `Port ${port} is in use. Choose another with --port, or leave it out for a free one.`
          : cause.code === 'EACCES'
            ? `Port ${port} may not be used by you. Choose one above 1023 with --port.`
            : `The server cannot listen on port ${port}: ${cause.message}`
      reject(new UsageError(why, { cause }))
    })
    server.listen(port, LOOPBACK, resolve)
  })
}

function ourHosts(server: Server): string[] {
  const address = server.address() as AddressInfo | null
  return address === null ? [] : [`${LOOPBACK}:${address.port}`, `localhost:${address.port}`]
}

function isOurHost(request: IncomingMessage, server: Server): boolean {
  return ourHosts(server).includes(request.headers.host ?? '')
}

function mayConnect(request: IncomingMessage, server: Server, token: string): boolean {
  const [path, query] = (request.url ?? '').split('?') // not `new URL`, which throws on what is none
  const origin = request.headers.origin ?? ''
  return (
    path === '/socket' &&
    isOurHost(request, server) &&
    ourHosts(server).some((host) => origin === `http://${host}`) &&
    equal(new URLSearchParams(query).get('token') ?? '', token)
  )
}

/** In constant time, so that the token cannot be guessed piece by piece. */
function equal(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
