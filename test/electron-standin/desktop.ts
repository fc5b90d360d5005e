import { NotInStandinError } from './strict.ts'

/** `dialog`: answers what the environment prepared; a question without an answer is an error, not a hang. */
export const dialog = {
  showOpenDialog(...args: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
    const options = args.at(-1) as { properties?: string[] }
    if (options.properties?.join() !== 'openDirectory') throw new NotInStandinError('open dialog for anything but a folder')
    const folder = process.env['ELECTRON_STANDIN_FOLDER']
    if (folder === undefined) {
      throw new Error('The app opened a folder dialog: set ELECTRON_STANDIN_FOLDER to the answer, empty to cancel.')
    }
    return Promise.resolve({ canceled: folder === '', filePaths: folder === '' ? [] : [folder] })
  },
  showErrorBox(title: string, content: string): void {
    console.error(`[error box] ${title}: ${content}`)
  },
}

const ROLES = ['appMenu', 'editMenu', 'fileMenu', 'viewMenu', 'windowMenu']

/** `Menu`: checks the roles and shows nothing. */
export const Menu = {
  buildFromTemplate(template: readonly { role?: string }[]): object {
    for (const { role } of template) {
      if (role === undefined || !ROLES.includes(role)) throw new NotInStandinError(`menu item "${String(role)}"`)
    }
    return { template }
  },
  setApplicationMenu(): void {
    // Nothing to show it on.
  },
}

/** `nativeTheme`: what `ELECTRON_STANDIN_THEME` says, else light. */
export const nativeTheme = { shouldUseDarkColors: process.env['ELECTRON_STANDIN_THEME'] === 'dark' }
