import { join } from 'node:path'
import { createSession, type Session, type HostOptions } from 'poolscope/host'
import {
  decodeBatch,
  replyMessageSchema,
  type Batch,
  type ReplyMessage,
  type RequestInput,
  type RequestName,
  type RequestOutput,
  type WireMessage,
} from '#engine/contract/index.js'
import { inFolder, until } from '../tasks/support.ts'

/** A window at the other end of a transport in memory. */
export function openWindow(session: Session) {
  const replies: ReplyMessage[] = []
  const batches: Batch[] = []
  const onMessage = new Set<(message: WireMessage) => void>()
  const onClose = new Set<() => void>()
  let nextId = 0
  const window = {
    replies,
    batches,
    bufferedBytes: 0,
    closed: false,
    say: (message: WireMessage): void => onMessage.forEach((listener) => listener(message)),
    /** Asks and waits for the reply; an error of the host is thrown with its code. */
    async ask<N extends RequestName>(request: N, input: RequestInput<N>): Promise<RequestOutput<N>> {
      const id = nextId++
      window.say(JSON.stringify({ id, request, input }))
      await until(() => replies.some((reply) => reply.id === id))
      const reply = replies.find((candidate) => candidate.id === id)
      if (reply !== undefined && 'error' in reply) throw Object.assign(new Error(reply.error.message), reply.error)
      return reply?.output as RequestOutput<N>
    },
    /** Waits for the last batch of a run and returns all of that run. */
    async wholeRun(runId: string): Promise<Batch[]> {
      const ofRun = (): Batch[] => batches.filter((batch) => batch.runId === runId)
      await until(() => ofRun().some(({ summary }) => summary !== undefined))
      return ofRun()
    },
    drop: (): void => onClose.forEach((listener) => listener()),
  }
  session.connect({
    send(message) {
      if (typeof message === 'string') replies.push(replyMessageSchema.parse(JSON.parse(message)))
      else batches.push(decodeBatch(message))
    },
    onMessage(listener) {
      onMessage.add(listener)
      return () => onMessage.delete(listener)
    },
    onClose(listener) {
      onClose.add(listener)
      return () => onClose.delete(listener)
    },
    get bufferedBytes() {
      return window.bufferedBytes
    },
    close() {
      window.closed = true
      window.drop()
    },
  })
  return window
}

/** Calls `use` with a session that is closed afterwards, and whose runs are recorded into a folder of its own. */
export async function withSession(
  use: (session: Session, runsFolder: string) => Promise<void>,
  options: Partial<HostOptions> = {},
): Promise<void> {
  await inFolder(async (folder) => {
    const runsFolder = options.runsFolder ?? join(folder, 'runs')
    const session = createSession({ electron: null, runsFolder, videosFolder: join(folder, 'videos'), ...options })
    try {
      await use(session, runsFolder)
    } finally {
      await session.close()
    }
  })
}
