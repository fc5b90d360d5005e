import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { messageSize, TO_HOST, TO_WINDOW, type ToWindow } from '../channels.ts'

type Listener = (message: ToWindow) => void

const listeners = new Set<Listener>()

/** All that the page can reach of the host: text out, text and bytes in, and where a file lies that the user gave it. Main checks what comes from here. */
const api = {
  send(message: string): void {
    ipcRenderer.send(TO_HOST, message)
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  /** Of a file that was dropped; empty for one that the page made itself. */
  pathOf(file: File): string {
    return webUtils.getPathForFile(file)
  },
}

ipcRenderer.on(TO_WINDOW, (_event, message: ToWindow) => {
  try {
    for (const listener of listeners) listener(message)
  } finally {
    // IPC has no back-pressure of its own: without this word main could not know that the page is behind.
    ipcRenderer.send(TO_HOST, messageSize(message))
  }
})

contextBridge.exposeInMainWorld('poolscope', api)
