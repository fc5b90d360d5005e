import type { Devtools } from './devtools.ts'

/** What is told of who asks. */
interface Details {
  readonly isMainFrame: boolean
  readonly requestingUrl: string
}
type CheckHandler = (contents: null, permission: string, origin: string, details: Details) => boolean
type RequestHandler = (contents: null, permission: string, answer: (granted: boolean) => void, details: Details) => void

/** Electron's name of a permission, and chromium's. */
const NAMES = {
  'clipboard-sanitized-write': 'clipboard-write',
  'clipboard-read': 'clipboard-read',
  geolocation: 'geolocation',
  notifications: 'notifications',
} as const

/** `session.defaultSession`: its permission handlers are asked before a page is loaded, and chromium is told. */
export class Permissions {
  private check: CheckHandler | null = null
  private request: RequestHandler | null = null

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.check = handler
  }

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.request = handler
  }

  /** @param url the app's, of the page that is about to be loaded; chromium knows it by its `origin` */
  async apply(devtools: Devtools, origin: string, url: string): Promise<void> {
    for (const [name, permission] of Object.entries(NAMES)) {
      const setting = this.grants(name, url) ? 'granted' : 'denied'
      await devtools.send('Browser.setPermission', { permission: { name: permission }, setting, origin })
    }
  }

  /** Electron grants what nobody refuses. */
  grants(permission: string, url: string): boolean {
    const answers: boolean[] = []
    const details = { isMainFrame: true, requestingUrl: url }
    this.request?.(null, permission, (answer) => answers.push(answer), details)
    const { protocol, host } = new URL(url)
    return !answers.includes(false) && (this.check?.(null, permission, `${protocol}//${host}`, details) ?? true)
  }
}
