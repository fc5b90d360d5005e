import { DisplayCapture } from './display-capture.ts'
import { Permissions } from './permissions.ts'
import { StandinEmitter } from './strict.ts'

/** `session.defaultSession`: permissions, what may be captured, and news of downloads (`downloads.ts`). */
export class DefaultSession extends StandinEmitter {
  readonly permissions = new Permissions()
  readonly displayCapture = new DisplayCapture()

  constructor() {
    super('session', ['will-download'])
  }

  setPermissionCheckHandler(...args: Parameters<Permissions['setPermissionCheckHandler']>): void {
    this.permissions.setPermissionCheckHandler(...args)
  }

  setPermissionRequestHandler(...args: Parameters<Permissions['setPermissionRequestHandler']>): void {
    this.permissions.setPermissionRequestHandler(...args)
  }

  setDisplayMediaRequestHandler(handler: Parameters<DisplayCapture['setHandler']>[0]): void {
    this.displayCapture.setHandler(handler)
  }
}
