import path from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { createSession } from 'poolscope/host'
import { setupDownloads } from './downloads.ts'
import { limitPermissions, setupGuards } from './guards.ts'
import { setupMenu } from './menu.ts'
import { servePage, setupScheme } from './page.ts'
import { setupQuit } from './quit.ts'
import { connectPages } from './transport.ts'
import { createWindow, loadPage, pick, showWindow } from './window.ts'

/** Settings go to this folder instead of the user's, as run files do, for an app carried on a stick or under test. */
const dataDir = process.env['POOLSCOPE_DATA']
if (dataDir !== undefined && dataDir !== '') app.setPath('userData', path.resolve(dataDir))

// The lock belongs to the data folder, so it comes after that.
if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  let window: BrowserWindow | null = null
  const session = createSession({
    electron: process.versions.electron,
    recordsItself: true, // see `captureOf`
    pickFolder: async () => (window === null ? null : pick(window, 'folder')),
    pickFile: async () => (window === null ? null : pick(window, 'file')),
  })

  setupScheme()
  setupGuards()
  setupQuit(() => session.close())
  app.on('second-instance', () => {
    if (window !== null) showWindow(window)
  })

  // Awaiting this at the top level would never end: Electron is ready only after this module was evaluated.
  app
    .whenReady()
    .then(async () => {
      limitPermissions()
      setupDownloads()
      servePage(session)
      setupMenu()
      window = createWindow()
      window.once('closed', () => {
        window = null
      })
      connectPages(window.webContents, session)
      await loadPage(window)
    })
    .catch((error: unknown) => {
      dialog.showErrorBox('Poolscope cannot start', String(error))
      app.exit(1)
    })
}
