import { fork, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { FileClaims } from '../claims.ts'
import { STACK_FD, WIRE_FD, type FromWorker, type ToWorker, type WorkerSetup } from '../protocol.ts'
import { Decoder, encode } from '../wire.ts'
import { processStack } from './process-stack.ts'
import type { Channel, ChannelEvents, ChannelOptions } from './channel.ts'

/** A process that ignores SIGTERM for so long is ended by force. */
const POLITE_MS = 1000

const ENTRY = fileURLToPath(new URL('../entry/process.js', import.meta.url))

/**
 * A worker of `child_process.fork`: one code path in Node and in Electron's main process, where fork runs Electron's
 * own binary as Node. Messages go over a pipe of their own (`wire.ts`); of Node's IPC channel nothing is used but its end.
 * @throws the system's error, or that the initializer's input cannot be copied
 */
export function openProcess(options: ChannelOptions, events: ChannelEvents): Channel {
  const setup: WorkerSetup = {
    concurrency: options.concurrency,
    initializer: options.initializer,
    reportAtOnce: options.reportAtOnce,
    tellsStack: options.tellsStack === true,
    claims: null,
    vitals: null,
  }
  const claims = new FileClaims()
  const heapMb = options.resourceLimits?.maxOldGenerationSizeMb
  const child = forkWith(claims, heapMb, setup.tellsStack)
  let error: Error | null = null
  let ended = false
  const end = (code: number | null): void => {
    if (ended) return
    ended = true
    events.onExit({ code, error })
    claims.close()
  }
  // Node leaves it out when the child could not be started.
  const stdio = child.stdio as unknown as readonly (Socket | null)[] | undefined
  const wire = stdio?.[WIRE_FD]
  const door = stdio?.[STACK_FD]
  door?.unref()
  const decoder = new Decoder((message) => events.onMessage(message as FromWorker))
  wire?.on('data', (chunk: Buffer) => decoder.take(chunk))
  // One that no longer reads its messages ends at once: its exit event is on the way, and tells about all its tasks.
  wire?.on('error', () => undefined)
  child.on('error', (cause) => {
    error = cause
    if (child.pid === undefined) end(null) // it never started: there will be no exit event
  })
  // 'close' comes after the last message was read, 'exit' may come before.
  child.on('close', (code, signal) => {
    if (signal === 'SIGABRT' && heapMb !== undefined) error ??= new Error(`aborted, as when its heap reaches ${heapMb} MiB`)
    end(signal === null ? code : -constants.signals[signal])
  })

  const send = (message: ToWorker | WorkerSetup): void => {
    const bytes = encode(message)
    if (wire?.writable === true) wire.write(bytes)
  }
  // A child that could not be started has no process id yet has a handle: Node would signal process 0, our own group.
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid !== undefined) child.kill(name)
  }
  try {
    send(setup)
  } catch (cause) {
    ended = true // who asked for the worker hears of it from what is thrown
    signal('SIGKILL')
    claims.close()
    throw cause
  }
  return {
    kind: 'process',
    send,
    kill: (politely = false) => {
      signal(politely ? 'SIGTERM' : 'SIGKILL')
      if (politely) setTimeout(() => signal('SIGKILL'), POLITE_MS).unref()
    },
    setRef: (ref) => {
      if (ref) {
        child.ref()
        wire?.ref()
      } else {
        child.unref()
        wire?.unref()
      }
    },
    probe: () => ({ pid: child.pid ?? 0, osThreadId: null }),
    claims,
    vitals: null,
    threadId: null,
    stack: door == null ? null : () => (door.writable ? processStack(door) : Promise.resolve(null)),
  }
}

/** @throws the system's error where it has no memory or no process left */
function forkWith(claims: FileClaims, heapMb: number | undefined, tellsStack: boolean): ChildProcess {
  try {
    const child = fork(ENTRY, {
      // The flags of the parent (loaders, inspector ports) are not the worker's.
      execArgv: heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`],
      // What tasks print goes to stderr: stdout may hold a JSON result.
      stdio: ['ignore', 2, 2, 'ipc', 'overlapped', claims.fd, ...(tellsStack ? (['overlapped'] as const) : [])],
    })
    child.channel?.unref()
    return child
  } catch (cause) {
    claims.close()
    throw cause
  }
}
