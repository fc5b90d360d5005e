import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readInteger } from '../assignments.ts'
import type { Terminal } from '../output.ts'
import { PACKAGE_ROOT } from '../package-info.ts'
import { onStopSignal } from '../stop-signals.ts'

/** Where the build puts the window's files. */
const RENDERER_DIR = join(PACKAGE_ROOT, 'out', 'renderer')
const MAX_PORT = 65_535

/**
 * Serves the app to a browser on this machine until a signal comes, then ends every worker.
 * @returns the exit code
 */
export async function serve(options: { port?: string }, { out, err }: Terminal): Promise<number> {
  const port = options.port === undefined ? 0 : readInteger('--port', options.port, 0, MAX_PORT)
  if (!existsSync(join(RENDERER_DIR, 'index.html'))) {
    err.write('The app has not been built yet. Run: npm run build\n')
    return 1
  }
  const host = await import('../../host/index.ts')
  let dispose = (): void => undefined
  const stopped = new Promise<void>((resolve) => (dispose = onStopSignal(resolve)))
  const session = host.createSession({ electron: null })
  try {
    const server = await host.serve({ session, rendererDir: RENDERER_DIR, port })
    out.write(`Poolscope is at ${server.url}\n`)
    if (err.isTerminal) err.write(err.style('dim', 'Ctrl-C ends it.\n'))
    await stopped
    await server.close()
    return 0
  } catch (error) {
    const message = portProblem(error, port)
    if (message === null) throw error
    err.write(`${message}\n`)
    return 1
  } finally {
    await session.close()
    dispose()
  }
}

/** What to do when the port cannot be had; null for other errors. */
export function portProblem(error: unknown, port: number): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const advice = 'Choose another one with --port, or leave --port out for any free one.'
  if (code === 'EADDRINUSE') return `Port ${port} is in use. ${advice}`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. ${advice}`
  return null
}
