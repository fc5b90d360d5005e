import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { EXPORT_IDS, exportPath, savedRunsSchema } from '#engine/contract/index.js'
import { inFolder } from '../tasks/support.ts'
import { contentOf, readAll } from '../runs/files/support.ts'
import { openWindow, withSession } from './window.ts'

const SHORT = { preset: 'gather', params: { tasks: 20, durationMs: 5 }, seed: 1 }

it('a session says where its library is, and makes no folder before there is a run', () =>
  withSession(async (session, runsFolder) => {
    const { capabilities } = await openWindow(session).ask('hello', {})
    expect(capabilities.library).toEqual({ folder: runsFolder, quotaBytes: 2 * 2 ** 30 })
    expect(existsSync(runsFolder)).toBe(false)
  }))

it('a session lists the demos that come with the app', () =>
  withSession(async (session) => {
    const { storyboards } = await openWindow(session).ask('listStoryboards', {})
    expect(storyboards.map(({ id }) => id)).toContain('thread-pool')
  }))

it('a session records its runs: the file holds what a window got', () =>
  withSession(async (session, runsFolder) => {
    const window = openWindow(session)
    const { runId } = await window.ask('startRun', SHORT)
    const seen = await window.wholeRun(runId)
    await session.close() // waits for the file
    const [name = ''] = readdirSync(runsFolder).filter((file) => file.endsWith('.pscope'))
    const { batches, end } = readAll(readFileSync(path.join(runsFolder, name)))
    expect(end.how).toBe('whole')
    expect(contentOf(batches)).toEqual(contentOf(seen))
  }))

it('a window lists, renames, removes and restores runs', () =>
  withSession(async (session) => {
    const window = openWindow(session)
    const { runId } = await window.ask('startRun', SHORT)
    await window.wholeRun(runId)
    const list = async () => savedRunsSchema.parse(await window.ask('listRuns', {}))
    expect((await list()).runs[0]?.state).toBe('whole') // whoever saw the run end finds its file whole
    const [run] = (await list()).runs
    expect(run).toMatchObject({ runId, preset: 'gather', name: run?.title })
    const { id } = await window.ask('renameRun', { id: run?.id ?? '', name: 'mine/yours' })
    expect(id).toBe('mine yours')
    const removed = await window.ask('deleteRun', { id })
    expect((await list()).runs).toEqual([])
    expect(await window.ask('restoreRun', removed)).toEqual({ id })
    expect((await list()).runs).toMatchObject([{ id, name: id, runId }])
    for (const request of ['deleteRun', 'restoreRun'] as const) {
      await expect(window.ask(request, { id: '../secret' })).rejects.toMatchObject({ code: 'ERR_USAGE' })
    }
  }))

it('a run goes on where it cannot be recorded, and its log and the list say why', () =>
  inFolder(async (folder) => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    await withSession(
      async (session) => {
        const window = openWindow(session)
        const { runId } = await window.ask('startRun', { ...SHORT, params: { tasks: 20, durationMs: 200 } })
        const batches = await window.wholeRun(runId)
        expect(batches.at(-1)?.summary?.outcome).toBe('ok')
        const warnings = batches.flatMap(({ log }) => log.filter(({ level }) => level === 'warning').map(({ text }) => text))
        expect(warnings).toEqual([expect.stringMatching(/not recorded\. The folder of run files.*POOLSCOPE_DATA/)])
        expect(await window.ask('listRuns', {})).toMatchObject({ runs: [], problem: expect.stringMatching(/cannot be used/) })
      },
      { runsFolder: path.join(file, 'runs') },
    )
  }))

it('an export comes as bytes, which is what every reader of streams takes', () =>
  withSession(async (session) => {
    const window = openWindow(session)
    const { runId } = await window.ask('startRun', SHORT)
    await window.wholeRun(runId)
    const [run] = savedRunsSchema.parse(await window.ask('listRuns', {})).runs
    for (const format of EXPORT_IDS) {
      const answer = await session.savedBytes(exportPath(run?.id ?? '', format))
      if (answer === null || 'refused' in answer) throw new Error(`no ${format}`)
      for await (const chunk of answer.open()) expect(chunk).toBeInstanceOf(Uint8Array)
    }
  }))
