import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { TASK_KINDS, TECHNIQUE_IDS, type Preset } from '#engine/contract/index.js'
import { PRESETS } from '#engine/presets/index.js'
import { TASKS } from '#engine/tasks/index.js'
import { TECHNIQUES } from '#engine/techniques/index.js'
import { ROOT } from '../../child.ts'

/** Holds what docs/extending.md promises: one file and one index line, and what the tests are to ask for. */

const source = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const load = async (file: string): Promise<Record<string, unknown>> => (await import(path.join(ROOT, 'dist', file))) as Record<string, unknown>

describe('presets', () => {
  const files = readdirSync(path.join(ROOT, 'workloads/presets')).filter((name) => name !== 'index.ts')

  test('are what the files of the folder hold, each once', async () => {
    const modules = await Promise.all(files.map((name) => load(`presets/${name.replace('.ts', '.js')}`)))
    const lists = modules.map((exported) => Object.values(exported))
    for (const list of lists) expect(list).toHaveLength(1)
    const held = lists.flat().flat() as Preset[]
    expect(held.map(({ id }) => id).sort()).toEqual(PRESETS.map(({ id }) => id).sort())
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length)
  })

  test.each(files)('%s has one import in the index', (name) => {
    expect(source('workloads/presets/index.ts').split(`'./${name}'`)).toHaveLength(2)
  })
})

describe('techniques', () => {
  test('are those of the contract, in its order', () => {
    expect(TECHNIQUES.map(({ id }) => id)).toEqual([...TECHNIQUE_IDS])
  })

  test.each(TECHNIQUE_IDS)('%s is one file of its name, beside its Python counterpart, with a preset', async (id) => {
    const exported = Object.values(await load(`techniques/${id}.js`))
    expect(exported).toEqual([TECHNIQUES.find((technique) => technique.id === id)])
    expect(source('workloads/techniques/index.ts').split(`'./${id}.ts'`)).toHaveLength(2)
    expect(existsSync(path.join(ROOT, `workloads/techniques/${id}.py`))).toBe(true)
    expect(PRESETS.find((preset) => preset.id === id)).toMatchObject({ technique: id, group: 'techniques' })
  })
})

describe('parameters', () => {
  test.each(TECHNIQUES.map(({ id, schema }) => ({ id, schema })))('those of $id have a default and a label', ({ schema }) => {
    const { properties = {} } = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, object> }
    expect(Object.keys(properties)).toEqual(Object.keys(schema.shape))
    for (const property of Object.values(properties)) {
      expect(property).toMatchObject({ label: expect.stringMatching(/./), default: expect.anything() })
    }
  })
})

describe('tasks', () => {
  test('are those of the contract', () => {
    expect(Object.keys(TASKS)).toEqual([...TASK_KINDS])
  })

  test.each(TASK_KINDS)('%s names a function of a file in workloads/tasks', async (kind) => {
    const { module, name } = TASKS[kind]
    const file = path.relative(path.join(ROOT, 'dist'), fileURLToPath(module)).replaceAll(path.sep, '/')
    expect(file).toMatch(/^tasks\/[\w-]+[.]js$/)
    expect(existsSync(path.join(ROOT, 'workloads', file.replace(/[.]js$/, '.ts')))).toBe(true)
    expect((await load(file))[name]).toBeInstanceOf(Function)
  })
})

describe('charts', () => {
  const charts = readdirSync(path.join(ROOT, 'renderer/charts')).filter((name) => /-(chart|view)[.]tsx$/.test(name))
  const componentOf = (file: string): string =>
    file.replace('.tsx', '').replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())

  test.each(charts)('%s has one line in the index, and is on the screen', (name) => {
    expect(source('renderer/charts/index.ts').split(`'./${name}'`)).toHaveLength(2)
    const cards = ['run/run-charts.tsx', 'run/timeline-card.tsx', 'run/depth-card.tsx', 'sweep/sweep-card.tsx'].map((file) => source(`renderer/panels/${file}`)).join()
    expect(cards).toContain(`<${componentOf(name)} `)
  })
})

describe('packages', () => {
  const manifest = JSON.parse(source('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
  const firstCells = source('docs/decisions/0009-dependencies.md').matchAll(/^\| (`.+?`) \|/gm)
  const explained = [...firstCells].flatMap((row) => [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''))

  test('each has its line in the decision, and only those', () => {
    expect(explained.sort()).toEqual(names.sort())
  })
})

describe('decisions', () => {
  const folder = 'docs/decisions'
  const files = readdirSync(path.join(ROOT, folder)).filter((name) => name !== 'README.md')

  test.each(files)('%s has a number, a date, its three parts and a line in the list', (name) => {
    const number = String(Number(/^(\d{4})-[a-z0-9-]+[.]md$/.exec(name)?.[1]))
    const text = source(`${folder}/${name}`)
    expect(text).toMatch(new RegExp(`^# ${number}[.] .+\n\nDate: \\d{4}-\\d{2}-\\d{2}\n\n## Context\n[^]+\n## Decision\n[^]+\n## Consequences\n`))
    expect(source(`${folder}/README.md`)).toContain(`(${name})`)
  })

  test('are numbered without a gap', () => {
    expect(files.sort().map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, index) => index + 1))
  })
})
