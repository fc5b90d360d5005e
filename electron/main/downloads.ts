import path from 'node:path'
import { app, dialog, session, type DownloadItem, type FileFilter } from 'electron'
import { isAppUrl } from './origin.ts'

const ALL_FILES: FileFilter = { name: 'All files', extensions: ['*'] }

/**
 * Lets the user say where a file that the page saves goes, and says when that failed. What the user calls off needs no
 * words. To call when the app is ready: sessions exist only then.
 */
export function setupDownloads(): void {
  /** Where the last file went: the next one is offered the same place. */
  let folder = app.getPath('downloads')

  session.defaultSession.on('will-download', (event, item) => {
    // The page's own: not its address, which whoever starts a download may choose.
    if (!isAppUrl(item.getInitiatorOrigin())) {
      event.preventDefault()
      return
    }
    const name = item.getFilename()
    item.setSaveDialogOptions({
      title: `Save ${name}`,
      defaultPath: path.join(folder, name),
      filters: filtersFor(name),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    item.once('done', (_event, state) => {
      if (state === 'completed') folder = path.dirname(item.getSavePath())
      else if (state === 'interrupted') sayFailed(item, name)
    })
  })
}

/** Its own kind first, so that the name keeps its extension. */
function filtersFor(name: string): FileFilter[] {
  const extension = path.extname(name).slice(1)
  return extension === '' ? [ALL_FILES] : [{ name: `${extension.toUpperCase()} files`, extensions: [extension] }, ALL_FILES]
}

function sayFailed(item: DownloadItem, name: string): void {
  const where = item.getSavePath() || name
  dialog.showErrorBox(`${name} was not saved`, `${where} could not be written. Save it again, to a folder with room where you may write.`)
}
