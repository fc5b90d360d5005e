import { Permissions } from './permissions.ts'
import { StandinEmitter } from './strict.ts'

/** `session.defaultSession`: permissions, and news of downloads (`downloads.ts`). */
export class DefaultSession extends StandinEmitter {
  readonly permissions = new Permissions()

  constructor() {
    super('session', ['will-download'])
  }

  setPermissionCheckHandler(...args: Parameters<Permissions['setPermissionCheckHandler']>): void {
    this.permissions.setPermissionCheckHandler(...args)
  }

  setPermissionRequestHandler(...args: Parameters<Permissions['setPermissionRequestHandler']>): void {
    this.permissions.setPermissionRequestHandler(...args)
  }
}
