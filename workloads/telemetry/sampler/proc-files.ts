import { closeSync, openSync, readSync } from 'node:fs'

/** The text (Latin-1) of a small file; null when it cannot be read, as when the process has ended. */
export type ReadText = (path: string) => string | null

/** Longer than any /proc file read here. */
const buffer = Buffer.alloc(4096)

/** Three system calls into a buffer that is kept: 3 us, half of `readFileSync`, which asks for the size first. */
export const readText: ReadText = (path) => {
  let file: number | null = null
  try {
    file = openSync(path, 'r')
    return buffer.toString('latin1', 0, readSync(file, buffer))
  } catch {
    return null // the process or thread ended, or /proc hides it from us
  } finally {
    if (file !== null) closeSync(file)
  }
}

/** Units of /proc. */
export interface SystemUnits {
  readonly pageBytes: number
  readonly ticksPerSecond: number
}

const AT_NULL = 0
const AT_PAGESZ = 6
const AT_CLKTCK = 17
/** What nearly every Linux has; used when the kernel does not say. */
const USUAL_UNITS: SystemUnits = { pageBytes: 4096, ticksPerSecond: 100 }
const ARCHITECTURES_32 = ['arm', 'ia32', 'mips', 'mipsel', 'ppc']

/**
 * The kernel tells each process both units in its auxiliary vector (getauxval(3), proc(5)): pairs of machine words,
 * key and value. They are the same for all processes; page sizes of 16 and 64 KiB do occur (arm64, ppc64).
 */
export function readSystemUnits(read: ReadText, arch: string = process.arch): SystemUnits {
  const bytes = Buffer.from(read('/proc/self/auxv') ?? '', 'latin1')
  const word = ARCHITECTURES_32.includes(arch) ? 4 : 8
  const wordAt = (at: number): number =>
    word === 8 ? Number(bytes.readBigUInt64LE(at)) : bytes.readUInt32LE(at)
  let { pageBytes, ticksPerSecond } = USUAL_UNITS
  for (let at = 0; at + 2 * word <= bytes.length; at += 2 * word) {
    const key = wordAt(at)
    if (key === AT_NULL) break
    if (key === AT_PAGESZ) pageBytes = wordAt(at + word)
    if (key === AT_CLKTCK) ticksPerSecond = wordAt(at + word)
  }
  return { pageBytes, ticksPerSecond }
}

/**
 * CPU time in ns: the first number of a `schedstat`. Kernels without scheduler statistics have the file, with zeros.
 * @returns null when it is not there
 */
export function parseSchedstat(text: string | null): number | null {
  const ns = Number(text?.split(' ', 1)[0])
  return ns > 0 ? ns : null
}

/**
 * CPU time in ticks, user and system: fields 14 and 15 of a `stat`. The name (field 2) is in parentheses and may
 * hold spaces and parentheses itself, so that fields are counted from the last one.
 */
export function parseStatTicks(text: string | null): number | null {
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isFinite(ticks) ? ticks : null
}

/** Resident pages: the second number of a `statm`. */
export function parseResidentPages(text: string | null): number | null {
  const pages = Number(text?.split(' ', 2)[1])
  return pages > 0 ? pages : null
}
