import { join } from 'node:path'
import { UsageError } from '../../contract/index.ts'
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
  const host = await import('../../host/index.ts')
  let dispose = (): void => undefined
  const stopped = new Promise<void>((resolve) => (dispose = onStopSignal(resolve)))
  const session = host.createSession({ electron: null })
  try {
    const server = await host.serve({ session, rendererDir: RENDERER_DIR, port })
    out.write(`Poolscope is at ${server.url}\n`)
    if (err.isTerminal) err.write(`${err.style('dim', 'Ctrl-C ends it.')}\n`)
    await stopped
    await server.close()
    return 0
  } catch (error) {
    // The port is taken, or the app is not built: the command was right, so this is not wrong use.
    if (!(error instanceof UsageError)) throw error
    err.write(`${err.style('red', 'error')}: ${error.message}\n`)
    return 1
  } finally {
    await session.close()
    dispose()
  }
}
