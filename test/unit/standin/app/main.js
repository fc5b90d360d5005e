/** A small app that uses each part of Electron that the stand-in has; the tests look at what it noted. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron'

const folder = import.meta.dirname
app.setPath('userData', process.env.TEST_DATA_DIR)
globalThis.noted = []
const note = (...what) => globalThis.noted.push(what)

const TYPES = { '.html': 'text/html', '.js': 'text/javascript' }
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"

if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  protocol.registerSchemesAsPrivileged([{ scheme: 'test-app', privileges: { standard: true, secure: true } }])
  app.on('second-instance', () => note('second-instance'))
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-frame-navigate', (event) => {
      note('will-frame-navigate', event.url, event.isMainFrame)
      if (!event.url.startsWith('test-app:')) event.preventDefault()
    })
    contents.on('did-navigate', (_event, url) => note('did-navigate', url))
  })
  ipcMain.on('to-main', (event, ...args) => {
    note('to-main', event.senderFrame.url, event.senderFrame.parent, ...args)
    event.sender.send('to-page', ...args)
  })
  app.on('will-quit', (event) => {
    event.preventDefault()
    setTimeout(() => app.exit(Number(process.env.TEST_EXIT_CODE ?? 0)), 50)
  })
  app.whenReady().then(() => {
    session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission !== 'notifications')
    protocol.handle('test-app', async (request) => {
      const file = new URL(request.url).pathname
      note('handled', request.url)
      return new Response(await readFile(path.join(folder, 'page', file)), {
        headers: { 'content-type': TYPES[path.extname(file)], 'content-security-policy': POLICY },
      })
    })
    const window = new BrowserWindow({
      width: 900,
      height: 700,
      show: false,
      webPreferences: { preload: path.join(folder, 'preload.cjs'), contextIsolation: true, sandbox: true },
    })
    window.once('ready-to-show', () => note('ready-to-show'))
    return window.loadURL('test-app://main/index.html')
  })
}
