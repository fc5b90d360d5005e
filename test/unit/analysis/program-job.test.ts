import { describe, expect, it } from 'vitest'
import { programJob, programOf } from '#engine/analysis/index.js'
import { OWN_TASK, type Params } from '#engine/contract/index.js'

const own = (params: Params) => programJob({ preset: OWN_TASK, technique: 'process-pool', params }, 3)

describe('the program of a run', () => {
  it('has the model and the workers of the run; else as many as there are cores', () => {
    const params = { task: 'noop', tasks: 2 }
    expect(programJob({ preset: 'a', technique: 'process-pool', params: { ...params, workers: 5 } }, 3).pool).toEqual({ as: 'processes', workers: 5 })
    expect(programJob({ preset: 'a', technique: 'thread-queue', params: { ...params, consumers: 2 } }, 3).pool).toEqual({ as: 'threads', workers: 2 })
    expect(programJob({ preset: 'a', technique: 'gather', params }, 3).pool).toEqual({ as: 'event-loop', workers: 3 })
    expect(own({ path: '/x/a.ts', as: 'serial', workers: 1 }).pool).toEqual({ as: 'serial', workers: 1 })
  })

  it('imports a module of yours from beside itself, and says so', () => {
    const { pool, task } = own({ path: '/home/me/tasks/words.ts', as: 'threads', workers: 2, inputs: '/data/a.json', export: 'count' })
    const program = 'reason' in task ? task : programOf('node', pool, task)
    expect(program).toMatchObject({ text: expect.stringMatching(/^\/\/ Save it beside words\.ts, which it imports\./) })
    expect(program).toMatchObject({ text: expect.stringContaining('import * as work from "./words.ts"') })
    expect(program).toMatchObject({ text: expect.stringContaining('work["count"]') })
    expect(own({ path: 'C:\\tasks\\words.mjs' }).task).toMatchObject({ imports: ['import * as work from "./words.mjs"'] })
  })

  it('is none where there is no module', () => {
    expect(own({ command: 'convert {in}' }).task).toMatchObject({ reason: expect.stringContaining('command') })
    expect(own({}).task).toMatchObject({ reason: 'Choose a module first.' })
  })
})
