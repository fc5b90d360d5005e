import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { commandSchema, httpServerOptionsSchema, type HttpServerOptions, type Report } from './protocol.ts'
import { createDelayServer } from './server.ts'

/** The child side of `startHttpServer`. It lives no longer than its parent: their channel closing ends it. */

const LOOPBACK = '127.0.0.1'
/** Answers that are under way may still be given when the server is told to stop. */
const GRACE_MS = 500

process.on('disconnect', () => process.exit(0))
// Ctrl-C in a terminal reaches the children too; only the parent decides when the server ends.
process.on('SIGINT', () => {})

function report(message: Report): void {
  process.send?.(message)
}

function fail(message: string): void {
  process.exitCode = 1
  process.send?.({ type: 'failed', message } satisfies Report, () => process.disconnect())
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use by another program. Choose another port, or 0 for any free one.`
  }
  if (error.code === 'EACCES') {
    return `You have no permission to listen on port ${port}. Choose one above 1023, or 0 for any free one.`
  }
  return `The HTTP server cannot listen on ${LOOPBACK}:${port}: ${error.message}`
}

function serve(options: HttpServerOptions): void {
  const { server, stats } = createDelayServer(options)
  server.on('error', (error) => fail(explain(error, options.port)))
  server.listen({ host: LOOPBACK, port: options.port, backlog: 4096 }, () => {
    report({ type: 'listening', port: (server.address() as AddressInfo).port })
  })
  process.on('message', (message) => {
    const command = commandSchema.safeParse(message)
    if (command.data === 'stats') report({ type: 'stats', stats })
    if (command.data === 'stop') {
      server.close(() => process.exit(0))
      setTimeout(() => server.closeAllConnections(), GRACE_MS)
    }
  })
}

function parseOptions(text: string | undefined) {
  try {
    return httpServerOptionsSchema.safeParse(JSON.parse(text ?? '{}'))
  } catch {
    return httpServerOptionsSchema.safeParse(text)
  }
}

const options = parseOptions(process.argv[2])
if (options.success) serve(options.data)
else fail(`The options of the HTTP server are wrong: ${z.prettifyError(options.error)}`)
