import path from 'node:path'
import { BrowserWindow, dialog, nativeTheme } from 'electron'
import { APP_URL } from './origin.ts'

/** What is seen before the page's first paint; the same as the page's own background. */
const BACKGROUND = { light: '#f7f8f9', dark: '#0e1116' }

/** The app's one window, shown when it has something to show. Electron keeps its place and size between starts. */
export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    name: 'main',
    title: 'Poolscope',
    windowStatePersistence: true,
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  return window
}

/** Loads the page; says so where that fails, because nothing else would be seen. */
export async function loadPage(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(APP_URL)
  } catch (error) {
    if (window.isDestroyed()) return
    dialog.showErrorBox('Poolscope cannot show its window', `${String(error)}\nRun "npm run build", then start again.`)
    window.destroy()
  }
}

/** Brings the window back to the user. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Asks the user for a folder or a file; null when they choose none. */
export async function pick(window: BrowserWindow, what: 'folder' | 'file'): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: `Choose a ${what}`,
    properties: [what === 'folder' ? 'openDirectory' : 'openFile'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}
