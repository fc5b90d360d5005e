import {
  requestMessageSchema,
  type RequestMessage,
  type RequestOutput,
  type Transport,
  type WireMessage,
} from '../../../workloads/contract/index.ts'

/** A transport whose other end is the test. */
export function memoryTransport() {
  const messageListeners = new Set<(message: WireMessage) => void>()
  const closeListeners = new Set<() => void>()
  const sent: WireMessage[] = []
  const transport: Transport = {
    send: (message) => void sent.push(message),
    onMessage: (listener) => {
      messageListeners.add(listener)
      return () => messageListeners.delete(listener)
    },
    onClose: (listener) => {
      closeListeners.add(listener)
      return () => closeListeners.delete(listener)
    },
    bufferedBytes: 0,
    close: () => drop(),
  }
  const deliver = (message: WireMessage): void => {
    for (const listener of messageListeners) listener(message)
  }
  const drop = (): void => {
    for (const listener of closeListeners) listener()
  }
  return {
    transport,
    deliver,
    drop,
    say: (message: object) => deliver(JSON.stringify(message)),
    requests: (): RequestMessage[] => sent.map((message) => requestMessageSchema.parse(JSON.parse(String(message)))),
  }
}

export const WELCOME: RequestOutput<'hello'> = {
  capabilities: {
    protocol: 1,
    app: '0.1.0',
    cores: 2,
    platform: 'linux',
    node: '20.20.2',
    electron: null,
    pickFolder: true,
    recordsItself: false,
    cpuPerThread: true,
    defaultFolder: '/data',
    library: { folder: '/data/runs', quotaBytes: 2 ** 31 },
  },
  presets: ['threads', 'gather'].map((id) => ({
    id,
    title: id,
    technique: id === 'threads' ? 'threads' : 'gather',
    group: 'techniques',
    summary: 'What you will see.',
    params: { tasks: 10 },
    fields: [
      { name: 'tasks', label: 'Tasks', type: 'integer', default: 10 },
      { name: 'folder', label: 'Folder', type: 'folder', default: '' },
    ],
  })),
}
