import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { z } from 'zod'

/** What a bench ran on. */
export const machineSchema = z.strictObject({
  cores: z.number().int().positive(),
  cpu: z.string(),
  memoryGiB: z.number(),
  os: z.string(),
  node: z.string(),
  python: z.string().nullable(),
  /** Programs that wanted a core, on average over the minute before the start. */
  load: z.number(),
})
export type Machine = z.infer<typeof machineSchema>

/** Above this something else was at work, and takes its share of the cores. */
const QUIET_LOAD = 0.5

export function describeMachine(python: string | null): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${platform()} ${release()}`,
    node: process.version,
    python: python === null ? null : versionOf(python),
    load: loadavg()[0] ?? 0,
  }
}

/** Name of the program of Python 3, null where there is none. */
export function findPython(): string | null {
  return ['python3', 'python'].find((program) => versionOf(program)?.startsWith('3.') === true) ?? null
}

export function machineLines({ cores, cpu, memoryGiB, os, node, python, load }: Machine): string[] {
  const warning = `WARNING: load average ${load.toFixed(2)} at the start: something else is running, and figures will be off.`
  return [
    `${cores} cores, ${cpu}, ${memoryGiB} GiB, ${os}`,
    `Node ${node}, Python ${python ?? 'none'}, load average ${load.toFixed(2)}`,
    ...(load > QUIET_LOAD ? [warning] : []),
  ]
}

function versionOf(program: string): string | null {
  try {
    return execFileSync(program, ['-c', 'import platform; print(platform.python_version())'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return null
  }
}
