import { App } from './app.ts'
import { DefaultSession } from './default-session.ts'
import { dialog, Menu, nativeTheme } from './desktop.ts'
import { IpcMain } from './ipc-main.ts'
import { Schemes } from './schemes.ts'
import { strict } from './strict.ts'
import { BrowserWindow, windows } from './window.ts'

/** What stands behind the module; the app sees the strict objects below. */
export const parts = { app: new App(), ipcMain: new IpcMain(), session: new DefaultSession(), schemes: new Schemes() }

const webContents = {
  /** Playwright closes a page through this. */
  fromDevToolsTargetId: (targetId: string) => [...windows].find((window) => window.isTarget(targetId))?.webContents,
}

/** The module `electron` as the app's main process imports it. */
export const electron = strict('electron', {
  app: strict('app', parts.app),
  BrowserWindow: strict('BrowserWindow', BrowserWindow),
  dialog: strict('dialog', dialog),
  ipcMain: strict('ipcMain', parts.ipcMain),
  Menu: strict('Menu', Menu),
  nativeTheme: strict('nativeTheme', nativeTheme),
  protocol: strict('protocol', parts.schemes),
  session: strict('session', { defaultSession: strict('session', parts.session) }),
  webContents: strict('webContents', webContents),
})
