import { app, session } from 'electron'
import { captureOf } from './capture.ts'
import { isAppUrl } from './origin.ts'

/** Copying text and images, and filling the screen to present: with recording itself, all that the page may do beyond drawing. */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen'])

/** Of the screen; what of it, `captureOf` says. */
const RECORDING = 'display-capture'

/** The page stays the app's own: no other address, no other window, nothing embedded. */
export function setupGuards(): void {
  app.on('web-contents-created', (_event, contents) => {
    // Reloading itself is the one navigation a page may start.
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isAppUrl(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** Electron grants every permission unless told otherwise. To call when the app is ready: sessions exist only then. */
export function limitPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) => {
    answer(PERMISSIONS.has(permission) || (permission === RECORDING && isMainFrame && isAppUrl(requestingUrl)))
  })
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin, { isMainFrame }) =>
      PERMISSIONS.has(permission) || (permission === RECORDING && isMainFrame && isAppUrl(origin)),
  )
  session.defaultSession.setDisplayMediaRequestHandler((request, answer) => {
    answer(captureOf(request))
  })
}
