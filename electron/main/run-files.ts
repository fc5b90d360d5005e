import { Readable } from 'node:stream'
import type { Session } from 'poolscope/host'
import { isAppUrl } from './origin.ts'

/** Is this about a run file or a screen recording, and no file of the page? */
export function isRunFile({ url }: Request): boolean {
  return URL.canParse(url) && /^\/(runs|videos)\//.test(new URL(url).pathname)
}

/** Answers a request for a run file, from the disk as it is sent; nothing but what the session has saved. */
export async function answerRunFile(session: Pick<Session, 'savedBytes'>, request: Request): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405 })
  const file = isAppUrl(request.url) ? await session.savedBytes(new URL(request.url).pathname) : null
  if (file === null) return new Response(null, { status: 404 })
  if ('refused' in file) {
    return new Response(file.refused, { status: 422, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  }
  return new Response(Readable.toWeb(file.open()) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': file.type,
      ...(file.length === null ? {} : { 'content-length': String(file.length) }),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    },
  })
}
