import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { startRun } from 'poolscope'
import { describe, expect, it } from 'vitest'
import { openRunFile, RunFileWriter } from '#engine/runs/index.js'
import { inFolder, until } from '../../tasks/support.ts'
import { runTask, watchedRun } from '../../telemetry/watched-run.ts'
import { contentOf, readAll, record } from './support.ts'

const ENDLESS = { preset: 'event-loop', params: { seconds: 0 } }

/** All batches that a reader of a run gets that has ended. */
function allOf(run: Awaited<ReturnType<typeof startRun>>) {
  const reader = run.openReader()
  return Array.from({ length: 100_000 }, () => reader.next()).filter((batch) => batch !== null)
}

describe('a run file', () => {
  it.each(['thread-pool', 'thread-queue', 'mandelbrot'])('of %s holds what a reader of the run gets', (preset) =>
    inFolder(async (folder) => {
      const params = preset === 'mandelbrot' ? {} : { tasks: 40, durationMs: 10 }
      const run = await startRun({ preset, params, seed: 1 })
      const { path: file, finished } = await record(path.join(folder, 'a.pscope'), run)
      const { bytes, error } = await finished
      expect(error).toBeNull()
      const content = readFileSync(file)
      expect(content.length).toBe(bytes)
      const { batches, end } = readAll(content)
      expect(end).toEqual({ how: 'whole', reason: '', lostBytes: 0 })
      expect(batches.length).toBeGreaterThan(1) // it was written while the run went on
      expect(contentOf(batches)).toEqual(contentOf(allOf(run)))
      expect(batches.at(-1)?.summary).toEqual(run.summary)
    }),
  )

  it('of a stopped run is whole, too', () =>
    inFolder(async (folder) => {
      const run = await startRun(ENDLESS)
      const { path: file, finished } = await record(path.join(folder, 'a.pscope'), run)
      await until(() => run.counts.ok > 0)
      run.stop()
      expect((await finished).error).toBeNull()
      const { batches, end } = readAll(readFileSync(file))
      expect([end.how, batches.at(-1)?.summary?.outcome]).toEqual(['whole', 'ok'])
    }))
})

describe('a writer', () => {
  it('never writes twice at a time: after a slow write it takes more', async () => {
    const { clock, recorder, run, end } = watchedRun()
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => (finish = resolve))
    const release: (() => void)[] = []
    let open = 0
    let most = 0
    const written: Uint8Array[] = []
    const file = {
      stat: async () => ({ size: 0, nlink: 1 }),
      async appendFile(bytes: Uint8Array) {
        most = Math.max(most, ++open)
        await new Promise<void>((resolve) => release.push(resolve))
        open--
        written.push(bytes)
      },
      sync: () => Promise.resolve(),
      close: () => Promise.resolve(),
    } as unknown as FileHandle
    const writer = new RunFileWriter({ path: 'slow', file, discard: () => Promise.resolve() }, Object.assign(run, { finished }))
    const next = async (): Promise<void> => {
      await until(() => release.length > 0)
      release.shift()?.()
    }
    await next() // the head
    await until(() => release.length === 1) // the first record hangs
    for (let n = 0; n < 50; n++) runTask(recorder, 0, [clock.now, clock.now, clock.now, ++clock.now, clock.now])
    end()
    finish()
    await next()
    await next()
    expect(await writer.finished).toMatchObject({ error: null })
    const { batches, end: how } = readAll(Buffer.concat(written))
    expect([most, how.how]).toEqual([1, 'whole'])
    expect(batches.map(({ tables }) => tables.tasks.length)).toEqual([0, 50])
  })

  it.runIf(existsSync('/dev/full'))('says in the log that the disk is full, and the run goes on', async () => {
    const run = await startRun({ preset: 'gather', params: { tasks: 20, durationMs: 5 } })
    const writer = new RunFileWriter(await openRunFile('/dev/full', { overwrite: true }), run)
    const { bytes, error } = await writer.finished
    expect([bytes, error]).toEqual([0, expect.stringMatching(/\/dev\/full: The disk is full\.$/)])
    expect((await run.finished).tasks.ok).toBe(20)
    const warnings = run.recorder.logEntries.filter(({ level }) => level === 'warning')
    expect(warnings.map(({ text }) => text)).toEqual([`${String(error)} The run goes on.`])
  })

  it('notices that its file was removed, which the system does not tell', () =>
    inFolder(async (parent) => {
      const folder = path.join(parent, 'runs')
      await mkdir(folder)
      const run = await startRun(ENDLESS)
      const writer = await record(path.join(folder, 'a.pscope'), run)
      rmSync(folder, { recursive: true })
      expect((await writer.finished).error).toMatch(/a\.pscope: The file was removed while it was written\./)
      expect(run.summary).toBeNull()
      run.stop()
      expect((await run.finished).outcome).toBe('ok')
    }))
})

describe('the file of a run', () => {
  it('is refused before the run where it cannot be written', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'a')
      writeFileSync(file, 'before')
      const refused = async (place: string, overwrite: boolean) => {
        const error: unknown = await openRunFile(place, { overwrite }).catch((reason: unknown) => reason)
        expect(error).toMatchObject({ code: 'ERR_USAGE' })
        return (error as Error).message
      }
      expect(await refused(file, false)).toMatch(/is there already/)
      expect(await refused(folder, true)).toMatch(/is a folder/)
      expect(await refused(path.join(folder, 'none', 'a'), true)).toMatch(/folder does not exist/)
      expect(await refused(path.join(file, 'a'), false)).toMatch(/folder is a file/)
      expect(readFileSync(file, 'utf8')).toBe('before')
    }))

  it('stays as it was when no run began, and a new one goes', () =>
    inFolder(async (folder) => {
      const [old, fresh] = [path.join(folder, 'old'), path.join(folder, 'new')]
      writeFileSync(old, 'before')
      await (await openRunFile(old, { overwrite: true })).discard()
      await (await openRunFile(fresh)).discard()
      expect([readFileSync(old, 'utf8'), existsSync(fresh)]).toEqual(['before', false])
    }))

  it('holds nothing of what it held before', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'a')
      writeFileSync(file, 'x'.repeat(1_000_000))
      const run = await startRun({ preset: 'gather', params: { tasks: 5, durationMs: 1 } })
      await new RunFileWriter(await openRunFile(file, { overwrite: true }), run).finished
      expect(readAll(readFileSync(file)).end.how).toBe('whole')
    }))
})
