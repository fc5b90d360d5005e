import type { Channel, ChannelEvents, ChannelOptions, OpenChannel } from './channel.ts'

/**
 * Opens a channel. A worker that cannot even be created (an option that Node refuses, a value that cannot be copied,
 * no memory) is told about like any other that ends before it is ready: by its exit, a moment later.
 */
export function openOrFail(open: OpenChannel, options: ChannelOptions, events: ChannelEvents): Channel {
  try {
    return open(options, events)
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause))
    queueMicrotask(() => events.onExit({ code: null, error }))
    return FAILED
  }
}

const FAILED: Channel = {
  kind: 'thread',
  send: () => undefined,
  kill: () => undefined,
  probe: () => ({ pid: process.pid, osThreadId: null }),
  claims: null,
  vitals: null,
  threadId: null,
  stack: null,
  setRef: () => undefined,
}
