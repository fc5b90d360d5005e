import path from 'node:path'
import { protocol } from 'electron'
import type { Session } from 'poolscope/host'
import { answerAsset } from './assets.ts'
import { APP_SCHEME } from './origin.ts'
import { answerRunFile, isRunFile } from './run-files.ts'

/** Gives the app's scheme the rights of a web origin. Electron takes this only before it is ready. */
export function setupScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page and the session's run files at the app's scheme. To call when the app is ready. */
export function servePage(session: Session): void {
  // The built main is out/main/index.js, the page out/renderer/.
  const root = path.join(import.meta.dirname, '../renderer')
  protocol.handle(APP_SCHEME, (request) =>
    isRunFile(request) ? answerRunFile(session, request) : answerAsset(root, request),
  )
}
