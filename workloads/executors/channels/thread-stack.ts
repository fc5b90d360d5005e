import { Session } from 'node:inspector'
import { stackText, type Frame } from '../stack-text.ts'

/** A thread that does not say where it is within this time is ended without. */
const PATIENCE_MS = 500

/** What a thread says of itself: the scripts that it has loaded, and where it has stopped. */
interface Told {
  readonly method?: string
  readonly params?: { readonly scriptId?: string; readonly url?: string; readonly callFrames?: readonly Frame[] }
}

/**
 * The stack of a thread of this process that is busy, as V8 would write it: the debugger stops it for a moment, also in a
 * loop that gives way to nothing. null where that fails: some hosts have no inspector.
 * @param threadId Node's id of the thread
 */
export async function threadStack(threadId: number): Promise<string | null> {
  const session = new Session()
  const scripts = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  try {
    session.connect()
    return await new Promise<string | null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS)
      session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
        if (!workerInfo.title.startsWith(`[worker ${threadId}]`)) return
        tell(session, sessionId, 'Debugger.enable', 'Debugger.pause')
      })
      session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
        const { method, params = {} } = JSON.parse(message) as Told
        if (method === 'Debugger.scriptParsed') scripts.set(params.scriptId ?? '', params.url ?? '')
        if (method !== 'Debugger.paused') return
        tell(session, sessionId, 'Debugger.resume', 'Debugger.disable')
        resolve(stackText(params.callFrames ?? [], scripts))
      })
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
    })
  } catch {
    return null
  } finally {
    clearTimeout(timer)
    session.disconnect()
  }
}

function tell(session: Session, sessionId: string, ...methods: readonly string[]): void {
  methods.forEach((method, index) => session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id: index + 1, method }) }))
}
