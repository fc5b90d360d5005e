import { availableParallelism } from 'node:os'
import type { SweepResult } from '../contract/index.ts'
import { VERSION } from '../version.ts'

/** Where a sweep was measured. */
export const thisMachine = (): SweepResult['machine'] => ({
  cores: availableParallelism(),
  platform: process.platform,
  node: process.version,
  app: VERSION,
})
