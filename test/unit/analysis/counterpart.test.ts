import { describe, expect, it } from 'vitest'
import { counterpartOf, modelOf, modelsFor } from '#engine/analysis/index.js'
import { describeParameters, MODELS, OWN_TASK, TECHNIQUE_OF_MODEL, type Model, parseParameters, TECHNIQUE_IDS, type Params, type PresetInfo } from '#engine/contract/index.js'
import { PRESETS } from '#engine/presets/index.js'
import { findTechnique } from '#engine/techniques/index.js'

const INFOS: PresetInfo[] = PRESETS.map((preset) => ({
  ...preset,
  fields: describeParameters(findTechnique(preset.technique).schema, preset.params),
}))

/** A run of a preset, with all its parameters as the host would have them. */
function runOf(id: string, given: Params = {}) {
  const preset = PRESETS.find((one) => one.id === id)
  if (preset === undefined) throw new Error(`there is no preset ${id}`)
  const { schema } = findTechnique(preset.technique)
  return { preset: id, technique: preset.technique, params: parseParameters(schema, preset.params, given) as Params }
}

const under = (model: Model, id: string, given?: Params) => counterpartOf(runOf(id, given), model, INFOS)

describe('the same tasks under another model', () => {
  it.each([
    ['threads', 'processes', 'processes'],
    ['processes', 'threads', 'threads'],
    ['threads', 'event-loop', 'gather'],
    ['thread-pool', 'processes', 'process-pool'],
    ['process-pool', 'threads', 'thread-pool'],
    ['process-pool', 'event-loop', 'gather'],
    ['gather', 'threads', 'thread-pool'],
    ['async-wait', 'processes', 'process-pool'],
    ['thread-queue', 'processes', 'process-queue'],
    ['process-queue', 'threads', 'thread-queue'],
    ['mandelbrot', 'processes', 'process-pool'],
    ['blocked-loop', 'threads', 'thread-pool'],
  ] as const)('%s as %s is %s', (preset, model, technique) => {
    expect(under(model, preset)).toMatchObject({ preset: technique })
  })

  it('has whatever makes the tasks, and what the model itself knows', () => {
    const run = runOf('head-of-line')
    const answer = counterpartOf(run, 'processes', INFOS)
    expect(answer).toEqual({ preset: 'process-pool', params: run.params })
    const loop = counterpartOf(run, 'event-loop', INFOS)
    const { workers: _workers, timeoutMs: _timeoutMs, arrival: _arrival, ratePerSecond: _rate, ...tasks } = run.params
    expect(loop).toEqual({ preset: 'gather', params: tasks })
  })

  it('waits for tasks that arrive over time with wait, since gather has all of them at once', () => {
    const answer = under('event-loop', 'thread-pool', { arrival: 'poisson', ratePerSecond: 50 })
    expect(answer).toMatchObject({
      preset: 'async-wait',
      params: { arrival: 'poisson', ratePerSecond: 50, returnWhen: 'ALL_COMPLETED' },
    })
  })

  it.each([
    ['event-loop', 'threads', /stopped/],
    ['event-loop', 'event-loop', /stopped/],
    ['network', 'processes', /threads only/],
    ['thread-queue', 'event-loop', /must not be blocked/],
  ] as const)('says why %s has none as %s', (preset, model, reason) => {
    expect(under(model, preset)).toMatchObject({ reason: expect.stringMatching(reason) as unknown })
  })

  it('offers none that would have other tasks', () => {
    expect(under('processes', 'threads', { tasks: 200 })).toEqual({ reason: 'Processes cannot have tasks 200. It takes at most 128.' })
    expect(under('processes', 'thread-pool', { workers: 64 })).toMatchObject({ reason: expect.stringContaining('at most 32') as unknown })
    expect(under('event-loop', 'thread-pool', { timeoutMs: 500 })).toEqual({ reason: 'Gather has nothing like timeoutMs 500.' })
  })

  it('is the run itself, with its own preset, under its own model', () => {
    const run = runOf('oversubscription', { workers: 8 })
    expect(counterpartOf(run, 'threads', INFOS)).toEqual({ preset: 'oversubscription', params: run.params })
  })

  it('is your own task with another `as`', () => {
    const run = { preset: OWN_TASK, technique: TECHNIQUE_OF_MODEL.serial, params: { path: 'my-task.ts', as: 'serial', workers: 4 } }
    expect(modelOf(run.technique)).toBe('serial')
    expect(modelsFor(run)).toEqual(MODELS)
    expect(counterpartOf(run, 'event-loop', INFOS)).toEqual({ preset: OWN_TASK, params: { ...run.params, as: 'event-loop' } })
    expect(counterpartOf(run, 'serial', INFOS)).toEqual({ preset: OWN_TASK, params: run.params })
  })

  it('is none that runs one after the other, but of your own task', () => {
    expect(modelsFor({ preset: 'thread-pool' })).toEqual(['threads', 'processes', 'event-loop'])
    expect(under('serial', 'thread-pool')).toHaveProperty('reason')
  })

  it('does not know the techniques of other versions', () => {
    expect(modelOf('quantum')).toBeNull()
    expect(counterpartOf({ preset: 'x', technique: 'quantum', params: {} }, 'threads', INFOS)).toHaveProperty('reason')
  })

  it('is accepted by its technique, whichever preset it is of', () => {
    for (const { id } of PRESETS) {
      for (const model of MODELS) {
        const answer = under(model, id)
        if ('reason' in answer) continue
        const { technique, params } = PRESETS.find((one) => one.id === answer.preset) ?? { technique: TECHNIQUE_IDS[0], params: {} }
        expect(() => parseParameters(findTechnique(technique).schema, params, answer.params)).not.toThrow()
      }
    }
  })
})
