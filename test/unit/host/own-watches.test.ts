import { appendFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { OwnWatches } from '#engine/host/own-watches.js'
import { project } from '../own/project.ts'

const at = project(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`folder-${i}/task.mjs`, 'export default () => 1'])))
const watches = new OwnWatches()
afterEach(() => watches.close())

const ask = (index: number, seen: number | null) => watches.changed({ path: at(`folder-${index}/task.mjs`), inputs: '', seen })
const watchers = (): number => process.getActiveResourcesInfo().filter((name) => /FSEvent/i.test(name)).length

it('answers at once with the version of files, and the next time when they have changed', async () => {
  const { version } = await ask(0, null)
  const [one, other] = [ask(0, version), ask(0, version)] // two windows
  appendFileSync(at('folder-0/task.mjs'), '\n')
  expect(await Promise.all([one, other])).toEqual([{ version: version + 1 }, { version: version + 1 }])
  expect(await ask(0, version)).toEqual({ version: version + 1 }) // one that comes late
})

it('watches a few tasks at a time, those that were asked for last, and none when it is closed', async () => {
  watches.close()
  await expect.poll(watchers).toBe(0)
  const first = ask(0, (await ask(0, null)).version)
  for (let i = 1; i < 10; i++) await ask(i, null)
  await expect.poll(watchers).toBe(8)
  expect(await first).toEqual({ version: 0 }) // given up, and told so: its window asks again
  const waiting = ask(9, 0)
  watches.close()
  expect(await waiting).toEqual({ version: 0 })
  await expect.poll(watchers).toBe(0)
})

it('says why files cannot be watched', async () => {
  await expect(watches.changed({ path: '', inputs: '', seen: null })).rejects.toThrow(/nothing to watch/)
})
