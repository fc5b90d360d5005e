import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The menu that every desktop app has; the app's own commands are in the page. */
export function setupMenu(): void {
  const forMac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...forMac,
      { role: 'fileMenu' },
      { role: 'editMenu' },
      { role: 'viewMenu' },
      { role: 'windowMenu' },
    ]),
  )
}
