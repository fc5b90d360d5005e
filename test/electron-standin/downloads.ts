import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { DefaultSession } from './default-session.ts'
import type { Devtools } from './devtools.ts'
import { onlyKnown, preventable, strict, StandinEmitter } from './strict.ts'
import type { WebContents } from './web-contents.ts'

const SAVE_OPTIONS = ['title', 'defaultPath', 'filters', 'properties']

/** `DownloadItem`: chromium loads it to a folder of the stand-in, from where it goes to the path that was chosen. */
class DownloadItem extends StandinEmitter {
  private readonly filename: string
  private readonly origin: string
  private options: { defaultPath?: string } = {}
  private savePath = ''

  constructor(filename: string, origin: string) {
    super('DownloadItem', ['done'])
    this.filename = filename
    this.origin = origin
  }

  getFilename(): string {
    return this.filename
  }

  getInitiatorOrigin(): string {
    return this.origin
  }

  setSaveDialogOptions(options: { defaultPath?: string }): void {
    onlyKnown('save dialog', options, SAVE_OPTIONS)
    this.options = options
  }

  getSaveDialogOptions(): object {
    return this.options
  }

  setSavePath(file: string): void {
    this.savePath = file
  }

  getSavePath(): string {
    return this.savePath
  }

  /** What the environment answers to the dialog that is shown when the app has set no path; false: it was cancelled. */
  choosePath(): boolean {
    if (this.savePath !== '') return true
    const folder = process.env['ELECTRON_STANDIN_SAVE_FOLDER']
    if (folder === undefined) {
      throw new Error('The app opened a save dialog: set ELECTRON_STANDIN_SAVE_FOLDER to the folder to save in, empty to cancel.')
    }
    if (folder === '') return false
    this.savePath = path.join(folder, path.basename(this.options.defaultPath ?? this.filename))
    return true
  }
}

export interface DownloadServices {
  readonly devtools: Devtools
  readonly session: DefaultSession
  /** The page whose main frame this is. */
  readonly pageOf: (frameId: string) => WebContents | undefined
}

/** Tells the app of each download and saves it where the app or the environment says. */
export async function watchDownloads({ devtools, session, pageOf }: DownloadServices): Promise<{ close(): void }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'electron-standin-downloads-'))
  const items = new Map<string, DownloadItem>()
  const cancel = (guid: string): void => {
    devtools.send('Browser.cancelDownload', { guid }).catch(() => {
      // It has ended already; nobody takes it.
    })
  }

  devtools.on('Browser.downloadWillBegin', undefined, ({ guid, frameId, suggestedFilename }) => {
    const page = pageOf(frameId)
    const url = page?.getURL() ?? ''
    const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: '', host: '' }
    const item = new DownloadItem(suggestedFilename, protocol === '' ? '' : `${protocol}//${host}`)
    const event = preventable({})
    session.emit('will-download', event, strict('DownloadItem', item), page, page?.mainFrame ?? null)
    if (event.defaultPrevented) cancel(guid)
    else if (item.choosePath()) items.set(guid, item)
    else {
      cancel(guid)
      item.emit('done', {}, 'cancelled')
    }
  })
  devtools.on('Browser.downloadProgress', undefined, ({ guid, state }) => {
    const item = items.get(guid)
    if (item === undefined || state === 'inProgress') return
    items.delete(guid)
    item.emit('done', {}, state === 'completed' ? save(path.join(folder, guid), item.getSavePath()) : 'cancelled')
  })
  await devtools.send('Browser.setDownloadBehavior', { behavior: 'allowAndName', downloadPath: folder, eventsEnabled: true })
  return {
    close: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As Electron has it: the folder is made, and a path that cannot be written interrupts the download. */
function save(from: string, to: string): 'completed' | 'interrupted' {
  try {
    mkdirSync(path.dirname(to), { recursive: true })
    copyFileSync(from, to)
    return 'completed'
  } catch {
    return 'interrupted'
  }
}
