import { electron } from './electron.ts'

/** What `import ... from 'electron'` resolves to. An import of anything else fails when the app is linked. */
export const { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, session, webContents } = electron
export default electron
