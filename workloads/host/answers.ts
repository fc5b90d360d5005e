import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { readPageFile } from './page-files.ts'
import type { Session } from './session.ts'

/** The window may load its own files and talk to its own server, nothing else. */
export const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    'media-src blob:', // a screen recording, to be looked at before it is saved
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

/** Answers with a file of the built page. Never rejects. */
export async function sendPageFile(root: string, path: string, response: ServerResponse): Promise<void> {
  const file = await readPageFile(root, path)
  if (file === null) {
    sendNotFound(response)
    return
  }
  const { type, content } = file
  response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Content-Length': content.length }).end(content)
}

/** Answers with a run file, an export of it, or a screen recording, from the disk as it is sent. Never rejects: a window that goes away ends it. */
export async function sendSaved(
  session: Session,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await session.savedBytes(path)
  if (file === null) {
    sendNotFound(response)
    return
  }
  if ('refused' in file) {
    response.writeHead(422, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' }).end(file.refused)
    return
  }
  const length = file.length === null ? {} : { 'Content-Length': file.length }
  response.writeHead(200, { ...HEADERS, 'Content-Type': file.type, ...length })
  if (request.method === 'HEAD') response.end()
  else await pipeline(file.open(), response).catch(() => response.destroy())
}

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, HEADERS).end('Not found.')
}
