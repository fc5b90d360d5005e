import { ipcMain, type IpcMainEvent, type WebContents } from 'electron'
import { TO_HOST, TO_WINDOW, type ToHost, type ToWindow } from '../channels.ts'
import { refusal } from './sender.ts'

/**
 * The only place where the app listens to IPC (the lint rules hold that): calls `listener` with what the window's own
 * page sent, drops all else and says why once for each reason. Returns its disposer.
 */
export function onWindowMessage(contents: WebContents, listener: (payload: ToHost) => void): () => void {
  const said = new Set<string>()
  const onEvent = (event: IpcMainEvent, payload: unknown): void => {
    if (event.sender !== contents) return
    const reason = refusal(event.senderFrame, payload)
    if (reason === null) {
      listener(payload as ToHost)
    } else if (!said.has(reason)) {
      said.add(reason)
      console.warn(`A message from the window was dropped: ${reason}.`)
    }
  }
  ipcMain.on(TO_HOST, onEvent)
  return () => {
    ipcMain.off(TO_HOST, onEvent)
  }
}

/** Sends a message to the window's page. */
export function sendToWindow(contents: WebContents, message: ToWindow): void {
  if (contents.isDestroyed()) return
  // Structured clone copies the whole buffer under a view, so a view of a part is cut out first.
  const whole = typeof message === 'string' || message.byteLength === message.buffer.byteLength
  contents.send(TO_WINDOW, whole ? message : message.slice())
}
