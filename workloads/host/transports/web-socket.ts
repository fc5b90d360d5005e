import type { WebSocket } from 'ws'
import type { Transport, WireMessage } from '../../contract/index.ts'

/** A `ws` connection as a transport. */
export function webSocketTransport(socket: WebSocket): Transport {
  // A frame that is too long or no frame at all: `ws` closes the connection, and that is all there is to do.
  socket.on('error', () => undefined)
  return {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(message)
    },
    onMessage: (listener) => {
      const onMessage = (data: Buffer, isBinary: boolean): void => {
        const message: WireMessage = isBinary ? new Uint8Array(data) : data.toString('utf8')
        listener(message)
      }
      socket.on('message', onMessage)
      return () => socket.off('message', onMessage)
    },
    onClose: (listener) => {
      socket.once('close', listener)
      return () => socket.off('close', listener)
    },
    get bufferedBytes() {
      return socket.bufferedAmount
    },
    close: () => socket.close(),
  }
}
