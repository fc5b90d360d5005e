import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Everything the page may load or connect to is its own. Sent with each answer, not only with the document. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  'media-src blob:',
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

function refuse(status: number): Response {
  return new Response(null, { status })
}

/** Answers a request for a file of the built page; nothing outside `root` and nothing of an unknown type. */
export async function answerAsset(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refuse(405)
  const file = fileOf(root, request.url)
  const type = file === null ? undefined : CONTENT_TYPES[path.extname(file)]
  if (file === null || type === undefined) return refuse(404)
  try {
    // A copy in a buffer of its own: `Response` wants one that nobody else writes to.
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    })
  } catch {
    return refuse(404)
  }
}

/** The file that the address names, or null when it lies outside (encoded dots survive URL parsing). */
function fileOf(root: string, url: string): string | null {
  let name: string
  try {
    name = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  const file = path.join(root, name)
  const relative = path.relative(root, file)
  const inside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative) && !name.includes('\0')
  return inside ? file : null
}
