import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { MAX_REQUEST_BYTES, UsageError } from '../contract/index.ts'
import { hasToken, isOurHost, LOOPBACK, mayConnect } from './access.ts'
import { HEADERS, sendPageFile, sendSaved } from './answers.ts'
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

/**
 * Serves the window on the loopback interface: files over HTTP, the session over a WebSocket that needs the token in
 * the URL, and run files and screen recordings to who has the token. Requests with a foreign Host or Origin are refused, so that no web page can reach it by DNS rebinding.
 * @throws UsageError when the renderer is not built, or the port is taken or forbidden
 */
export async function serve({ session, rendererDir, port = 0 }: ServeOptions): Promise<Served> {
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new UsageError(`The window is not built: ${rendererDir} has no index.html. Run "npm run build" first.`)
  }
  const token = randomBytes(24).toString('base64url')
  const answer = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '/'] = (request.url ?? '/').split('?')
    if (!/^\/(runs|videos)\//.test(path)) return sendPageFile(rendererDir, path, response)
    if (hasToken(request, token)) return sendSaved(session, path, request, response)
    response.writeHead(401, { ...HEADERS, 'WWW-Authenticate': 'Bearer' }).end('This needs the token of the address.')
    return Promise.resolve()
  }
  const server = createServer((request, response) => {
    if (!isOurHost(request, server)) {
      response.writeHead(403, HEADERS).end('This server answers only to its own address.')
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...HEADERS, Allow: 'GET, HEAD' }).end()
    } else void answer(request, response) // never rejects: what cannot be read is not found
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
