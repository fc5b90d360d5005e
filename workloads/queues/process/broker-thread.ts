import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { deserializeError, UsageError, WorkerLostError, type SerializedError } from '../../contract/errors.ts'
import type { BrokerOptions } from './broker.ts'
import type { BrokerServerOptions } from './broker-server.ts'
import type { ClientAddress } from './connection.ts'
import { FOLDER_PREFIX, removeStaleFolders, SOCKET_NAME } from './stale-folders.ts'

/** Longest path of a Unix socket: macOS's `sun_path` with its closing zero. */
const MAX_PATH_BYTES = 103

/** The thread with the broker, and the folder with its socket. Owned by the queue that was created. */
export class BrokerThread {
  readonly address: ClientAddress
  readonly #worker: Worker
  readonly #exited: Promise<void>
  readonly #removeFolder: () => void

  private constructor(address: ClientAddress, options: BrokerOptions, removeFolder: () => void) {
    this.address = address
    this.#removeFolder = removeFolder
    const workerData: BrokerServerOptions = { ...address, ...options }
    this.#worker = new Worker(new URL('../entry/broker.js', import.meta.url), { workerData, name: 'queue broker' })
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#removeFolder()
        resolve()
      })
    })
    process.once('exit', removeFolder)
  }

  /** Starts a broker; resolves when it can be connected to. */
  static async start(options: BrokerOptions): Promise<BrokerThread> {
    if (process.platform !== 'win32') await removeStaleFolders()
    // mkdtemp makes the folder for this user only (0700).
    const folder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX))
    const removeFolder = () => rmSync(folder, { recursive: true, force: true })
    try {
      const token = randomBytes(32).toString('hex')
      const thread = new BrokerThread({ path: socketPath(folder), token, folder }, options, removeFolder)
      await thread.#ready()
      return thread
    } catch (error) {
      removeFolder()
      throw error
    }
  }

  async #ready(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#worker.once('error', reject)
      this.#worker.once('exit', () => reject(new WorkerLostError('The broker of the queue ended while it started.')))
      this.#worker.once('message', (message: { error?: SerializedError }) => {
        if (message.error === undefined) resolve()
        else reject(deserializeError(message.error))
      })
    })
    // Until now a failure had to be heard of; from now on clients hear of it by the end of their connections.
    this.#worker.unref()
  }

  /** Ends the broker, and with it the queue for everybody. */
  async close(): Promise<void> {
    process.off('exit', this.#removeFolder)
    this.#worker.ref()
    this.#worker.postMessage('close')
    await this.#exited
  }
}

function socketPath(folder: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\poolscope-${randomBytes(16).toString('hex')}`
  const path = join(folder, SOCKET_NAME)
  if (Buffer.byteLength(path) <= MAX_PATH_BYTES) return path
  throw new UsageError(`The temporary folder ${tmpdir()} has too long a name for a socket; set TMPDIR to another.`)
}
