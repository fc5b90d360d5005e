import { fileURLToPath } from 'node:url'
import { pool as createPool } from 'workerpool'
import { WORKERS, type OpenPool } from './pool.ts'

const SCRIPT = fileURLToPath(new URL('../workers/workerpool.mjs', import.meta.url))

/** It has no setting that makes tiny tasks faster. */
export const openPool: OpenPool = ({ kind, task }) => {
  const pool = createPool(SCRIPT, { minWorkers: WORKERS, maxWorkers: WORKERS, workerType: kind })
  return { run: (input) => pool.exec(task, [input]), close: async () => await pool.terminate() }
}
