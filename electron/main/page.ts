import path from 'node:path'
import { protocol } from 'electron'
import { answerAsset } from './assets.ts'
import { APP_SCHEME } from './origin.ts'

/** Gives the app's scheme the rights of a web origin. Electron takes this only before it is ready. */
export function setupScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page at the app's scheme. To call when the app is ready. */
export function servePage(): void {
  // The built main is out/main/index.js, the page out/renderer/.
  const root = path.join(import.meta.dirname, '../renderer')
  protocol.handle(APP_SCHEME, (request) => answerAsset(root, request))
}
