import { EventEmitter } from 'node:events'

/** `ipcMain`: one emitter, the channel is the event. `handle` is missing: the app does not use it. */
export class IpcMain extends EventEmitter {}
