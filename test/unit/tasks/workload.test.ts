import { describe, expect, it } from 'vitest'
import { describeParameters, parseParameters } from '#engine/contract/parameters.js'
import { TASKS, workloadSchema, workloadShapeWith } from '#engine/tasks/index.js'
import { deviation, durationsOf, inFolder, itemsOf, mean, workloadOf } from './support.ts'

const RANDOM = { tasks: 2000, distribution: 'log-normal', arrival: 'poisson', fault: 'fail', faultShare: 0.1 }

describe('the same seed', () => {
  it('gives exactly the same tasks, however often they are asked for', async () => {
    const workload = await workloadOf(RANDOM, 7)
    const tasks = [...workload.items()]
    expect([...workload.items()]).toEqual(tasks)
    expect(await itemsOf(RANDOM, 7)).toEqual(tasks)
    expect(await itemsOf(RANDOM, 8)).not.toEqual(tasks)
    expect(tasks.map(({ id }) => id)).toEqual(Array.from({ length: 2000 }, (_, id) => id))
  })

  it('keeps arrivals and faults when the durations change, and durations when the arrivals do', async () => {
    const base = await itemsOf(RANDOM)
    const otherDurations = await itemsOf({ ...RANDOM, distribution: 'uniform' })
    expect(otherDurations.map(({ arrivalMs }) => arrivalMs)).toEqual(base.map(({ arrivalMs }) => arrivalMs))
    expect(otherDurations.map(({ kind }) => kind)).toEqual(base.map(({ kind }) => kind))
    const faultless = { ...RANDOM, fault: 'none' }
    const atOnce = await itemsOf({ ...faultless, arrival: 'all-at-once' })
    expect(durationsOf(atOnce)).toEqual(durationsOf(await itemsOf(faultless)))
  })

  it('makes a million tasks only as far as they are taken', async () => {
    const workload = await workloadOf({ tasks: 1_000_000, distribution: 'log-normal' })
    const [first] = workload.items()
    expect(first?.id).toBe(0)
    expect(workload.total).toBe(1_000_000)
  })
})

describe('durations', () => {
  const many = { tasks: 50_000, durationMs: 10 }

  it('fixed: all the same', async () => {
    expect(new Set(durationsOf(await itemsOf(many)))).toEqual(new Set([10]))
  })

  it('uniform: within the spread, around the mean', async () => {
    const values = durationsOf(await itemsOf({ ...many, distribution: 'uniform', spread: 0.4 }))
    expect(Math.min(...values)).toBeGreaterThanOrEqual(6)
    expect(Math.max(...values)).toBeLessThanOrEqual(14)
    expect(mean(values)).toBeCloseTo(10, 1)
    expect(deviation(values)).toBeCloseTo(8 / Math.sqrt(12), 1)
  })

  it('log-normal: the mean stays what it was', async () => {
    const values = durationsOf(await itemsOf({ ...many, distribution: 'log-normal', sigma: 0.5 }))
    expect(mean(values)).toBeCloseTo(10, 0)
    expect(deviation(values.map(Math.log))).toBeCloseTo(0.5, 1)
  })

  it('bimodal: exactly the share of long ones, shuffled or first, each with a kind of its own', async () => {
    const bimodal = { tasks: 22, durationMs: 10, distribution: 'bimodal', longMs: 400, longShare: 2 / 22 }
    const first = await workloadOf({ ...bimodal, order: 'long-first' })
    expect(durationsOf([...first.items()])).toEqual([400, 400, ...Array.from({ length: 20 }, () => 10)])
    expect(first.kinds).toEqual(['spin (short)', 'spin (long)'])
    expect([...first.items()].map(({ kind }) => kind).slice(0, 3)).toEqual([1, 1, 0])
    for (let seed = 0; seed < 20; seed++) {
      expect(durationsOf(await itemsOf(bimodal, seed)).filter((ms) => ms === 400)).toHaveLength(2)
    }
  })

  it('never exceed ten minutes', async () => {
    const wild = { tasks: 1000, durationMs: 600_000, distribution: 'log-normal', sigma: 3 }
    expect(Math.max(...durationsOf(await itemsOf(wild)))).toBe(600_000)
  })
})

describe('arrivals', () => {
  it('all at once: at 0', async () => {
    expect((await itemsOf({ tasks: 3 })).map(({ arrivalMs }) => arrivalMs)).toEqual([0, 0, 0])
  })

  it('steady: one every 1000 / rate milliseconds', async () => {
    const items = await itemsOf({ tasks: 4, arrival: 'steady', ratePerSecond: 200 })
    expect(items.map(({ arrivalMs }) => arrivalMs)).toEqual([0, 5, 10, 15])
  })

  it('poisson: exponential gaps at the rate', async () => {
    const items = await itemsOf({ tasks: 50_000, task: 'noop', arrival: 'poisson', ratePerSecond: 100 })
    const gaps = items.map(({ arrivalMs }, index) => arrivalMs - (items[index - 1]?.arrivalMs ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0)
    expect(mean(gaps)).toBeCloseTo(10, 0)
    expect(deviation(gaps)).toBeCloseTo(10, 0)
  })
})

describe('kinds', () => {
  it('faults take exactly their share of the tasks', async () => {
    const workload = await workloadOf({ tasks: 200, task: 'noop', fault: 'crash', faultShare: 0.05 })
    const faults = [...workload.items()].filter(({ ref }) => ref === TASKS.crash)
    expect(workload.kinds).toEqual(['noop', 'crash'])
    expect(faults.map(({ kind }) => kind)).toEqual(Array.from({ length: 10 }, () => 1))
  })

  it('a bimodal distribution means nothing to tasks without a duration', async () => {
    const workload = await workloadOf({ task: 'primes', distribution: 'bimodal', longShare: 1 })
    expect(workload.kinds).toEqual(['primes'])
    expect([...workload.items()].every(({ kind }) => kind === 0)).toBe(true)
  })

  it('tiles cover the picture, each pixel once', async () => {
    const workload = await workloadOf({ task: 'mandelbrot', pictureWidth: 100, pictureHeight: 50, tileSize: 32 })
    expect(workload.picture).toEqual({ width: 100, height: 50 })
    expect(workload.total).toBe(8)
    const covered = new Uint8Array(100 * 50)
    for (const { input } of workload.items()) {
      const { x, y, width, height } = input as { x: number; y: number; width: number; height: number }
      for (let row = y; row < y + height; row++) {
        for (let column = x; column < x + width; column++) {
          covered[row * 100 + column] = (covered[row * 100 + column] ?? 0) + 1
        }
      }
    }
    expect(covered.every((times) => times === 1)).toBe(true)
  })

  it('HTTP requests get what the technique asks for, and need it', async () => {
    const params = { ...parseParameters(workloadSchema, {}, { tasks: 1 }), task: 'http-get' as const }
    const { createWorkload } = await import('#engine/tasks/index.js')
    const httpGet = { url: 'http://127.0.0.1:1/' }
    const [item] = (await createWorkload(params, 1, { defaultFolder: '.', httpGet })).items()
    expect(item?.input).toEqual(httpGet)
    await expect(createWorkload(params, 1, { defaultFolder: '.' })).rejects.toThrow('network technique')
  })

  it('files are those of the folder, or of the default one, again and again', async () => {
    await inFolder(async (folder) => {
      const { writeFile } = await import('node:fs/promises')
      await writeFile(`${folder}/b`, 'b')
      await writeFile(`${folder}/a`, 'a')
      const paths = [`${folder}/a`, `${folder}/b`, `${folder}/a`]
      const chosen = await workloadOf({ tasks: 3, task: 'sha256', folder })
      expect([...chosen.items()].map(({ input }) => (input as { path: string }).path)).toEqual(paths)
      const unchosen = await workloadOf({ tasks: 3, task: 'gzip' }, 1, { defaultFolder: folder })
      expect([...unchosen.items()].map(({ input }) => (input as { path: string }).path)).toEqual(paths)
    })
  })
})

describe('parameters', () => {
  it.each([
    [{ tasks: 0 }, 'Parameter "tasks" cannot be 0. Use a whole number from 1 to 1,000,000.'],
    [{ tasks: 2.5 }, 'Parameter "tasks" cannot be 2.5. Use a whole number from 1 to 1,000,000.'],
    [{ durationMs: -1 }, 'Parameter "durationMs" cannot be -1. Use a number from 0 to 600,000.'],
    [{ task: 'spinn' }, 'Parameter "task" cannot be "spinn". Did you mean spin?'],
    [{ distribution: 'unifrom' }, 'Parameter "distribution" cannot be "unifrom". Did you mean uniform?'],
    [{ ratePerSecond: 'fast' }, 'Parameter "ratePerSecond" cannot be "fast". Use a number from 0.1 to 1,000,000.'],
    [{ taks: 5 }, 'There is no parameter "taks". Did you mean tasks, task?'],
  ])('%o is refused with a reason', (params, message) => {
    expect(() => parseParameters(workloadSchema, {}, params)).toThrow(message)
  })

  it('make a form whose fields depend only on fields before them', () => {
    const fields = describeParameters(workloadSchema)
    const names = fields.map(({ name }) => name)
    for (const [index, { showWhen }] of fields.entries()) {
      if (showWhen !== undefined && showWhen.name !== 'task') {
        expect(names.slice(0, index)).toContain(showWhen.name)
      }
    }
    expect(fields.find(({ name }) => name === 'folder')?.type).toBe('folder')
    expect(fields.find(({ name }) => name === 'tasks')).toMatchObject({ type: 'integer', min: 1, max: 1_000_000 })
  })

  it('can have other defaults and kinds in a technique', () => {
    const shape = workloadShapeWith({ tasks: 10, task: 'sleep', durationMs: 50 }, ['sleep', 'noop'])
    expect(shape.tasks.parse(undefined)).toBe(10)
    expect(shape.task.parse(undefined)).toBe('sleep')
    expect(shape.durationMs.parse(undefined)).toBe(50)
    expect(shape.task.safeParse('spin').success).toBe(false)
  })
})
