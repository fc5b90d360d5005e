import type { Devtools } from './devtools.ts'

type CheckHandler = (contents: null, permission: string, origin: string, details: object) => boolean
type RequestHandler = (contents: null, permission: string, answer: (granted: boolean) => void, details: object) => void

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

  async apply(devtools: Devtools, origin: string): Promise<void> {
    for (const [name, permission] of Object.entries(NAMES)) {
      const setting = this.grants(name, origin) ? 'granted' : 'denied'
      await devtools.send('Browser.setPermission', { permission: { name: permission }, setting, origin })
    }
  }

  /** Electron grants what nobody refuses. */
  private grants(permission: string, origin: string): boolean {
    const answers: boolean[] = []
    this.request?.(null, permission, (answer) => answers.push(answer), {})
    return !answers.includes(false) && (this.check?.(null, permission, origin, {}) ?? true)
  }
}
