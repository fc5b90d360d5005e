import { readFileSync } from 'node:fs'

/** Above this, figures of the suite are worth little. */
const MUCH = 0.02

/** Ticks of all cores since the start of the machine: in all, and those that its host gave to other machines. */
export interface Ticks {
  readonly all: number
  readonly stolen: number
}

/** The first line of /proc/stat (proc(5)): user nice system idle iowait irq softirq steal, guest times within user. */
export function parseTicks(stat: string): Ticks | null {
  const fields = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').slice(0, 8).map(Number)
  const stolen = fields?.[7]
  if (fields === undefined || stolen === undefined || fields.some(Number.isNaN)) return null
  return { all: fields.reduce((sum, ticks) => sum + ticks, 0), stolen }
}

/** null where the system does not tell (it is a virtual machine's affair, and Linux's). */
export function readTicks(): Ticks | null {
  try {
    return parseTicks(readFileSync('/proc/stat', 'utf8'))
  } catch {
    return null
  }
}

/** What to say of the time between two looks; empty when it cannot be told, or nothing was taken. */
export function stolenLine(before: Ticks | null, after: Ticks | null): string {
  if (before === null || after === null || after.all <= before.all) return ''
  const share = (after.stolen - before.stolen) / (after.all - before.all)
  const text = `the host took ${(share * 100).toFixed(1)}% of the cores away`
  return share > MUCH ? `WARNING: ${text}; measure again when it is quiet` : share > 0 ? text : ''
}
