import { parentPort, workerData } from 'node:worker_threads'
import { serializeError } from '../../contract/errors.ts'
import { BrokerServer, type BrokerServerOptions } from '../process/broker-server.ts'

/** The thread that a `ProcessQueue` lives in. Says `ready` or an error, and ends when it is told anything. */
const server = new BrokerServer(workerData as BrokerServerOptions)
parentPort?.once('message', () => {
  server.close()
  parentPort?.close()
})
try {
  await server.listen()
  parentPort?.postMessage({ ready: true })
} catch (error) {
  parentPort?.postMessage({ error: serializeError(error) })
  parentPort?.close()
}
