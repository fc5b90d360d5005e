import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sweepStateSchema, UsageError, type KeptSweep, type SweepState } from '../contract/index.ts'

/** The newest so many: each takes some ten kilobytes. */
export const MAX_KEPT = 50
const ENDING = '.sweep.json'

/** What sweeps measured, each in a file of a folder. */
export class KeptSweeps {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** @throws Error of the file system when it cannot be written */
  async keep(sweep: SweepState): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    // Sorted by name they are sorted by time.
    const file = path.join(this.#folder, `${sweep.startedAt.replaceAll(/[:.]/g, '-')} ${sweep.id}${ENDING}`)
    await writeFile(`${file}.part`, JSON.stringify(sweep))
    await rename(`${file}.part`, file) // whole, or not at all
    for (const old of (await this.#files()).slice(MAX_KEPT)) await rm(old, { force: true })
  }

  /** Newest first; without those of another version. */
  async list(): Promise<KeptSweep[]> {
    const kept: KeptSweep[] = []
    for (const file of (await this.#files()).slice(0, MAX_KEPT)) {
      const sweep = await read(file)
      if (sweep !== null) kept.push({ id: sweep.id, title: sweep.title, startedAt: sweep.startedAt, kind: sweep.measured.kind })
    }
    return kept
  }

  /** @throws UsageError when there is none with that id */
  async open(id: string): Promise<SweepState> {
    const file = (await this.#files()).find((one) => one.endsWith(` ${id}${ENDING}`))
    const sweep = file === undefined ? null : await read(file)
    if (sweep === null) throw new UsageError('That sweep is no longer there, or cannot be read.')
    return sweep
  }

  /** Newest first. */
  async #files(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((): string[] => []) // not made yet
    return names
      .filter((name) => name.endsWith(ENDING))
      .sort()
      .reverse()
      .map((name) => path.join(this.#folder, name))
  }
}

async function read(file: string): Promise<SweepState | null> {
  try {
    return sweepStateSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
