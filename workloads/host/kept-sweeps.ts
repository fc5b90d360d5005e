import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sweepStateSchema, UsageError, type KeptSweep, type SweepState } from '../contract/index.ts'

/** The newest so many: each takes some ten kilobytes. */
export const MAX_KEPT = 50
const ENDING = '.sweep.json'
const TRASH_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

/** What sweeps measured, each in a file of a folder. */
export class KeptSweeps {
  readonly #folder: string
  readonly #trash: string

  constructor(folder: string) {
    this.#folder = folder
    this.#trash = path.join(folder, 'trash')
  }

  /** @throws Error of the file system when it cannot be written */
  async keep(sweep: SweepState): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    // Sorted by name they are sorted by time.
    const file = path.join(this.#folder, `${sweep.startedAt.replaceAll(/[:.]/g, '-')} ${sweep.id}${ENDING}`)
    await writeFile(`${file}.part`, JSON.stringify(sweep))
    await rename(`${file}.part`, file) // whole, or not at all
    for (const old of (await filesIn(this.#folder)).slice(MAX_KEPT)) await rm(old, { force: true })
  }

  /** Newest first; without those of another version. What was in the trash for 7 days is deleted. */
  async list(): Promise<KeptSweep[]> {
    await this.#emptyTrash()
    const kept: KeptSweep[] = []
    for (const file of (await filesIn(this.#folder)).slice(0, MAX_KEPT)) {
      const sweep = await read(file)
      if (sweep !== null) kept.push({ id: sweep.id, title: sweep.title, startedAt: sweep.startedAt, kind: sweep.measured.kind })
    }
    return kept
  }

  /** @throws UsageError when there is none with that id */
  async open(id: string): Promise<SweepState> {
    const file = await findIn(this.#folder, id)
    const sweep = file === null ? null : await read(file)
    if (sweep === null) throw new UsageError('That sweep is no longer there, or cannot be read.')
    return sweep
  }

  /** @throws UsageError when there is none with that id */
  async remove(id: string): Promise<void> {
    const file = await findIn(this.#folder, id)
    if (file === null) throw new UsageError('That sweep is no longer there.')
    await mkdir(this.#trash, { recursive: true })
    await rename(file, path.join(this.#trash, path.basename(file)))
  }

  /** @throws UsageError when it is not in the trash */
  async restore(id: string): Promise<void> {
    const file = await findIn(this.#trash, id)
    if (file === null) throw new UsageError(`That sweep is not in the trash. Sweeps are kept there for ${TRASH_DAYS} days.`)
    await rename(file, path.join(this.#folder, path.basename(file)))
  }

  async #emptyTrash(): Promise<void> {
    for (const file of await filesIn(this.#trash)) {
      // A file that is renamed has changed. One that is gone was brought back, or deleted by another host.
      const changedMs = await stat(file).then(({ ctimeMs }) => ctimeMs, () => Infinity)
      if (Date.now() - changedMs > TRASH_DAYS * DAY_MS) await rm(file, { force: true })
    }
  }
}

/** Newest first. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []) // not made yet
  return names
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .reverse()
    .map((name) => path.join(folder, name))
}

async function findIn(folder: string, id: string): Promise<string | null> {
  return (await filesIn(folder)).find((one) => one.endsWith(` ${id}${ENDING}`)) ?? null
}

async function read(file: string): Promise<SweepState | null> {
  try {
    return sweepStateSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}
