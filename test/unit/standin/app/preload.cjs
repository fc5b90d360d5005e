const { contextBridge, ipcRenderer } = require('electron')

const listeners = new Set()
ipcRenderer.on('to-page', (_event, ...args) => {
  for (const listener of listeners) listener(...args)
})
contextBridge.exposeInMainWorld('bridge', {
  send: (...args) => ipcRenderer.send('to-main', ...args),
  subscribe: (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  fail: () => {
    throw new Error('from the preload script')
  },
  sandboxed: () => process.sandboxed,
})
