import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { watchOwnTask, type OwnWatch } from '#engine/own/index.js'
import { project } from './project.ts'

const at = project({
  'task.ts': 'import { n } from "./lib/n"\nexport default () => n',
  'lib/n.ts': 'export const n = 1',
  'later/m.ts': 'export const m = 1',
  'other.ts': 'export const other = 1',
  'data.jsonl': '1\n',
})

const watches: OwnWatch[] = []
afterEach(() => {
  for (const one of watches.splice(0)) one.close()
})

/** What is told of changes, one after the other. */
function watched(files = { path: at('task.ts'), inputs: at('data.jsonl') }) {
  const told: string[][] = []
  let wake = (): void => undefined
  const watch = watchOwnTask(
    files,
    (changed) => {
      told.push([...changed])
      wake()
    },
    20,
  )
  watches.push(watch)
  return {
    watch,
    told,
    async next(): Promise<string[]> {
      while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return told.shift() ?? []
    },
  }
}

const watchers = (): number => process.getActiveResourcesInfo().filter((name) => /FSEvent/i.test(name)).length

it('tells changes of a module, of what it imports from its own project, and of its inputs', async () => {
  const { next } = watched()
  appendFileSync(at('task.ts'), '\n')
  expect(await next()).toEqual([at('task.ts')])
  appendFileSync(at('lib/n.ts'), '\n')
  expect(await next()).toEqual([at('lib/n.ts')])
  appendFileSync(at('data.jsonl'), '2\n')
  expect(await next()).toEqual([at('data.jsonl')])
})

it('tells a file that is replaced by another of its name, as editors do, once for many writes', async () => {
  const { next, told } = watched()
  for (let i = 0; i < 5; i++) {
    writeFileSync(at('task.ts.tmp'), `import { n } from "./lib/n"\nexport default () => n + ${i}`)
    renameSync(at('task.ts.tmp'), at('task.ts'))
  }
  expect(await next()).toEqual([at('task.ts')])
  expect(told).toEqual([])
  appendFileSync(at('task.ts'), '\n') // the new file is watched as the old one was
  expect(await next()).toEqual([at('task.ts')])
})

it('follows imports that come and go, and tells of files that are removed', async () => {
  const { next } = watched()
  writeFileSync(at('task.ts'), 'import { m } from "./later/m"\nexport default () => m')
  expect(await next()).toEqual([at('task.ts'), at('lib/n.ts'), at('later/m.ts')])
  appendFileSync(at('later/m.ts'), '\n')
  expect(await next()).toEqual([at('later/m.ts')])
  rmSync(at('later/m.ts'))
  expect(await next()).toEqual([at('later/m.ts')])
  mkdirSync(at('later'), { recursive: true })
  writeFileSync(at('task.ts'), 'import { n } from "./lib/n"\nexport default () => n')
  expect(await next()).toEqual([at('task.ts'), at('lib/n.ts')])
})

it('tells nothing of files beside them', async () => {
  const { next } = watched()
  appendFileSync(at('other.ts'), '\n')
  utimesSync(at('lib/n.ts'), new Date(), new Date(Date.now() + 5_000))
  expect(await next()).toEqual([at('lib/n.ts')])
})

it('leaves no watcher behind, and cannot watch nothing', async () => {
  await expect.poll(watchers).toBe(0) // those of other tests are on their way out
  const { watch } = watched()
  expect(watchers()).toBe(2) // of two folders
  watch.close()
  await expect.poll(watchers).toBe(0)
  expect(() => watched({ path: '', inputs: '' })).toThrow(/nothing to watch/)
})
