import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Only this machine can connect. */
export const LOOPBACK = '127.0.0.1'

function ourHosts(server: Server): string[] {
  const address = server.address() as AddressInfo | null
  return address === null ? [] : [`${LOOPBACK}:${address.port}`, `localhost:${address.port}`]
}

/** Not so after DNS rebinding, where a page elsewhere has made its own name one of this machine. */
export function isOurHost(request: IncomingMessage, server: Server): boolean {
  return ourHosts(server).includes(request.headers.host ?? '')
}

/** May this request become a window's socket? */
export function mayConnect(request: IncomingMessage, server: Server, token: string): boolean {
  const [path, query] = (request.url ?? '').split('?') // not `new URL`, which throws on what is none
  const origin = request.headers.origin ?? ''
  return (
    path === '/socket' &&
    isOurHost(request, server) &&
    ourHosts(server).some((host) => origin === `http://${host}`) &&
    equal(new URLSearchParams(query).get('token') ?? '', token)
  )
}

/** Run files and screen recordings tell what ran here: they need the token, as the socket does. */
export function hasToken(request: IncomingMessage, token: string): boolean {
  const [, given = ''] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
  return equal(given, token)
}

/** In constant time, so that the token cannot be guessed piece by piece. */
function equal(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
