import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startRun } from 'poolscope'
import { describe, expect, it } from 'vitest'
import { RunLibrary } from '#engine/runs/index.js'
import { inFolder, until } from '../../tasks/support.ts'
import { fileOf, smallRecords } from './support.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Long enough ago for a file that nobody writes any more. */
const QUIET_MS = 10_000

/** A library in a folder of its own, with a secret beside it. */
async function inLibrary(
  use: (library: RunLibrary, put: (id: string, bytes?: Uint8Array, ageMs?: number) => void) => Promise<void>,
  quotaBytes?: number,
): Promise<void> {
  await inFolder(async (parent) => {
    const folder = path.join(parent, 'runs')
    writeFileSync(path.join(parent, 'secret.pscope'), fileOf(smallRecords()))
    const library = await RunLibrary.open({ folder, ...(quotaBytes === undefined ? {} : { quotaBytes }) })
    await use(library, (id, bytes = fileOf(smallRecords()), ageMs = QUIET_MS) => {
      const file = path.join(folder, `${id}.pscope`)
      writeFileSync(file, bytes)
      const at = (Date.now() - ageMs) / 1000
      utimesSync(file, at, at)
    })
    expect(readdirSync(parent).sort()).toEqual(['runs', 'secret.pscope'])
  })
}

const idsOf = async (library: RunLibrary): Promise<string[]> => (await library.list()).runs.map(({ id }) => id)

describe('the list of a library', () => {
  it('is newest first, and says what each file is', () =>
    inLibrary(async (library, put) => {
      const records = smallRecords()
      const whole = fileOf(records)
      put('old', fileOf(smallRecords({ startedAt: '2026-11-20T12:00:00.000Z', title: 'Old' })))
      put('whole', whole)
      put('no end', fileOf(records.slice(0, 2)))
      put('half a record', whole.subarray(0, whole.length - 8))
      put('odd', whole.subarray(0, whole.length - 3))
      put('more behind', Buffer.concat([whole, Buffer.alloc(16)]))
      put('text', Buffer.from('hello'))
      put('empty', Buffer.alloc(0))
      mkdirSync(path.join(library.folder, 'folder.pscope'))
      writeFileSync(path.join(library.folder, 'notes.txt'), '')
      const { runs, unreadable, notListed, totalBytes } = await library.list()
      expect(Object.fromEntries(runs.map(({ id, state }) => [id, state]))).toEqual({
        ...{ old: 'whole', whole: 'whole', 'no end': 'cut off', 'half a record': 'cut off' },
        ...{ odd: 'cut off', 'more behind': 'cut off' },
      })
      expect([runs.at(-1)?.id, unreadable, notListed]).toEqual(['old', 2, 0])
      expect(runs.at(-1)).toEqual({
        ...{ id: 'old', name: 'old', runId: 'run-1', preset: 'threads', title: 'Old', state: 'whole' },
        ...{ technique: 'threads', seed: 1, params: {} },
        ...{ startedAt: '2026-11-20T12:00:00.000Z', bytes: fileOf(smallRecords({ title: 'Old' })).length },
      })
      expect(totalBytes).toBe(runs.reduce((sum, { bytes }) => sum + bytes, 5))
      put('whole', fileOf(records.slice(0, 1))) // what changed is read again
      expect((await library.list()).runs.find(({ id }) => id === 'whole')?.state).toBe('cut off')
    }))

  it('knows a last record that is longer than its first look', () =>
    inLibrary(async (library, put) => {
      const bytes = fileOf(smallRecords({ lastTasks: 4_000 }))
      expect(bytes.length).toBeGreaterThan(150_000)
      put('copy', bytes)
      put('cut', bytes.subarray(0, bytes.length - 8))
      const states = (await library.list()).runs.map(({ id, state }) => `${id}: ${state}`)
      expect(states.sort()).toEqual(['copy: whole', 'cut: cut off'])
    }))

  it('tells which are beyond the quota, oldest first, and removes none', () => {
    const { length } = fileOf(smallRecords())
    return inLibrary(async (library, put) => {
      for (let n = 1; n <= 5; n++) put(`${n} days old`, fileOf(smallRecords()), n * DAY_MS)
      const { overQuota, runs } = await library.list()
      expect(overQuota).toEqual({ bytes: length + length / 2, oldest: ['5 days old', '4 days old'] })
      expect(runs).toHaveLength(5)
    }, length * 3.5)
  })
})

describe('a run in a library', () => {
  it('cannot be touched while it is recorded, and is called as its preset until it is renamed', () =>
    inLibrary(async (library) => {
      const run = await startRun({ preset: 'event-loop', params: { seconds: 0 } })
      const { finished } = await library.record(run)
      await until(() => run.counts.ok > 0)
      const [saved] = (await library.list()).runs
      const { id = '' } = saved ?? {}
      expect(saved).toMatchObject({ name: run.info.title, runId: run.info.runId, state: 'recording' })
      await expect(library.rename(id, 'new')).rejects.toThrow(/being recorded and cannot be renamed/)
      await expect(library.remove(id)).rejects.toMatchObject({ code: 'ERR_USAGE' })
      run.stop()
      expect((await finished).error).toBeNull()
      const renamed = await library.rename(id, 'new')
      expect((await library.list()).runs).toMatchObject([{ id: renamed, name: 'new', state: 'whole' }])
    }))

  it('cannot be touched while another host records it, and is cut off once that host is gone', () =>
    inLibrary(async (others, put) => {
      const run = await startRun({ preset: 'event-loop', params: { seconds: 0 } })
      const { finished } = await others.record(run)
      await until(() => run.counts.ok > 0)
      const library = await RunLibrary.open({ folder: others.folder })
      const { id = '' } = (await others.list()).runs[0] ?? {}
      const state = async () => (await library.list()).runs.map((saved) => saved.state)
      await expect.poll(state).toEqual(['recording'])
      await expect(library.rename(id, 'new')).rejects.toThrow(/Another Poolscope seems to be recording this run: it cannot be renamed/)
      await expect(library.remove(id)).rejects.toMatchObject({ code: 'ERR_USAGE' })
      run.stop()
      await finished
      expect(await state()).toEqual(['whole'])
      await library.remove(id)
      const noEnd = fileOf(smallRecords().slice(0, 2))
      put('crashed', noEnd, 0)
      expect(await state()).toEqual(['recording'])
      put('crashed', noEnd)
      expect(await state()).toEqual(['cut off'])
      expect(await library.rename('crashed', 'kept')).toBe('kept')
    }))

  it('that another host records is not offered for removal when the quota is passed', () =>
    inLibrary(async (library, put) => {
      put('goes on', fileOf(smallRecords().slice(0, 2)), 0)
      put('newer', fileOf(smallRecords()), -DAY_MS)
      expect((await library.list()).overQuota.oldest).toEqual(['newer'])
    }, 1))

  it('gets a clean name, and overwrites nothing', () =>
    inLibrary(async (library, put) => {
      put('a', fileOf(smallRecords({ runId: 'first' })))
      put('b', fileOf(smallRecords({ runId: 'second' })))
      expect(await library.rename('a', 'a')).toBe('a')
      expect(await library.rename('a', 'b')).toBe('b 2')
      expect(await library.rename('b 2', '../secret')).toBe('secret')
      await expect(library.rename('b', '///')).rejects.toThrow(/needs a name/)
      const runs = (await library.list()).runs.map(({ id, runId }) => `${id}: ${runId}`)
      expect(runs.sort()).toEqual(['b: second', 'secret: first'])
    }))

  it('can be removed and brought back, also when its name is taken by then', () =>
    inLibrary(async (library, put) => {
      put('a', fileOf(smallRecords({ runId: 'first' })))
      const gone = await library.remove('a')
      expect(await idsOf(library)).toEqual([])
      put('a', fileOf(smallRecords({ runId: 'second' })))
      const alsoGone = await library.remove('a')
      expect(alsoGone).not.toBe(gone)
      expect(await library.restore(gone)).toBe('a')
      put('a 2')
      await library.restore(alsoGone)
      expect((await idsOf(library)).sort()).toEqual(['a', 'a 2', 'a 2 2'])
      await expect(library.restore(gone)).rejects.toThrow(/not in the trash/)
    }))

  it('stays in the trash for seven days', () =>
    inLibrary(async (library, put) => {
      put('a', fileOf(smallRecords()), 100 * DAY_MS) // the age of the file does not count
      const gone = path.join(library.folder, 'trash', `${await library.remove('a')}.pscope`)
      const openAfter = (days: number) => RunLibrary.open({ folder: library.folder, nowMs: () => Date.now() + days * DAY_MS })
      await openAfter(6.9)
      expect(existsSync(gone)).toBe(true)
      await openAfter(7.1)
      expect(existsSync(gone)).toBe(false)
    }))

  it.each(['../secret', '..\\secret', '/etc/passwd', 'trash/a', 'a/../../secret', '.', '..', '', '\0', 'C:a', 'link', 'none', 'x'.repeat(5_000)])(
    'is none outside the folder: %s',
    (id) =>
      inLibrary(async (library, put) => {
        put('a')
        await library.remove('a')
        symlinkSync(path.join(library.folder, '../secret.pscope'), path.join(library.folder, 'link.pscope'))
        for (const use of [() => library.path(id), () => library.rename(id, 'b'), () => library.remove(id), () => library.restore(id)]) {
          await expect(use()).rejects.toMatchObject({ code: 'ERR_USAGE' })
        }
        expect(await idsOf(library)).toEqual([])
      }),
  )
})
