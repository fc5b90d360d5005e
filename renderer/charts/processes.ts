import type { WorkerInfo } from '../../workloads/contract/index.ts'

/** Workers of one process: the threads of the main one, or a worker that is a process of its own. */
export interface ProcessGroup {
  /** `main process · pid 1233`, `process 2 · pid 1234`. */
  readonly label: string
  readonly workers: readonly WorkerInfo[]
}

/** More processes than this with a worker each are named by their lanes alone. */
const MAX_SINGLE = 8

/** The workers that have lanes, by process, in the order in which the first of each came. */
export function processesOf(workers: readonly (WorkerInfo | undefined)[]): ProcessGroup[] {
  const byPid = new Map<number | string, WorkerInfo[]>()
  for (const worker of workers) {
    if (worker === undefined || worker.role === 'server') continue
    // A process whose id is not known yet is still one of its own.
    const key = worker.pid ?? (worker.kind === 'process' ? worker.id : 'main')
    const group = byPid.get(key)
    if (group === undefined) byPid.set(key, [worker])
    else group.push(worker)
  }
  let number = 0
  return [...byPid.values()].map((group) => {
    const name = group.some(({ kind }) => kind === 'process') ? `process ${++number}` : 'main process'
    const pid = group[0]?.pid ?? null
    return { label: pid === null ? name : `${name} · pid ${pid}`, workers: group }
  })
}

/** The processes that get a line of their own above their lanes. */
export function headedProcesses(groups: readonly ProcessGroup[]): ReadonlySet<ProcessGroup> {
  const crowded = groups.length > MAX_SINGLE
  return new Set(groups.filter(({ workers }) => !crowded || workers.length > 1))
}

/** How many lines that are. */
export const headerCount = (workers: readonly (WorkerInfo | undefined)[]): number =>
  headedProcesses(processesOf(workers)).size
