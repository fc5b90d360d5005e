import { describe, expect, it } from 'vitest'
import { TECHNIQUES } from 'poolscope'
import {
  coerceParameter,
  describeParameters,
  parseParameters,
  presetInfoSchema,
  TECHNIQUE_IDS,
  UsageError,
  type ParamField,
  type ParamValue,
} from '#engine/contract/index.js'
import { PRESETS } from '#engine/presets/index.js'
import { findTechnique } from '#engine/techniques/index.js'

const COMMON = ['tasks', 'workers', 'task', 'durationMs', 'capacity', 'producers', 'consumers', 'requests', 'url']

/** Values outside of what a field allows. */
function wrongValues({ type, min, max }: ParamField): ParamValue[] {
  if (type === 'choice') return ['no-such-choice', 7, '']
  if (type !== 'integer' && type !== 'number') return []
  const outside = [min, max].flatMap((bound, i) => (bound === undefined ? [] : [bound + (i === 0 ? -1 : 1)]))
  return [...outside, 'a lot', true, NaN, Infinity, ...(type === 'integer' ? [1.5] : [])]
}

function refusal(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return String(error)
  }
  throw new Error('it was not refused')
}

describe.each(TECHNIQUES.map((technique) => [technique.id, technique] as const))('parameters of %s', (_, technique) => {
  const { schema } = technique
  const fields = describeParameters(schema)

  it('make a form in which each field has a label, a default that is valid, and a reachable condition', () => {
    for (const field of fields) {
      expect(field.label).toMatch(/^\p{Lu}|^n$/u)
      expect(parseParameters(schema, {}, { [field.name]: field.default })).toHaveProperty(field.name, field.default)
      if (field.type === 'integer' || field.type === 'number') expect([field.min, field.max]).not.toContain(undefined)
      if (field.type === 'choice') {
        expect(field.choices?.map((choice) => choice.value)).toContain(field.default)
        for (const { value, label } of field.choices ?? []) expect(label.length).toBeGreaterThan(value === 'n' ? 0 : 1)
      }
      const { showWhen } = field
      if (showWhen === undefined) continue
      const other = fields.find(({ name }) => name === showWhen.name)
      expect(other, `${field.name} depends on ${showWhen.name}`).toBeDefined()
      const values = other?.choices?.map((choice) => choice.value)
      if (values !== undefined) expect(values).toEqual(expect.arrayContaining([...showWhen.values]))
    }
  })

  it('refuse each wrong value with the name of the parameter and what it may be', () => {
    for (const field of fields) {
      for (const value of wrongValues(field)) {
        const message = refusal(() => parseParameters(schema, {}, { [field.name]: value }))
        expect(message).toContain(`"${field.name}"`)
        if (field.type === 'choice') expect(message).toMatch(/Did you mean|Valid names/)
        else for (const bound of [field.min, field.max]) expect(message).toContain(bound?.toLocaleString('en-US'))
      }
    }
  })

  it('name the nearest for one that does not exist', () => {
    const [first] = fields
    const name = first?.name ?? ''
    expect(refusal(() => parseParameters(schema, {}, { [`${name}x`]: 1 }))).toContain(`Did you mean ${name}`)
  })
})

describe('parameters', () => {
  it('prefer what is given to the preset, and the preset to the technique', () => {
    const { schema } = findTechnique('thread-pool')
    expect(parseParameters(schema, { tasks: 7, workers: 3 }, { workers: 2 })).toMatchObject({
      tasks: 7,
      workers: 2,
      task: 'spin',
    })
    expect(describeParameters(schema, { tasks: 7 }).find(({ name }) => name === 'tasks')?.default).toBe(7)
  })

  it('become what the schema wants when they come as text', () => {
    const { schema } = findTechnique('thread-pool')
    expect(coerceParameter(schema, 'tasks', '12')).toBe(12)
    expect(coerceParameter(schema, 'task', '12')).toBe('12')
    for (const text of ['', ' ', 'twelve', '12x', 'Infinity', 'NaN']) {
      expect(coerceParameter(schema, 'tasks', text)).toBe(text)
      expect(refusal(() => parseParameters(schema, {}, { tasks: text }))).toContain('Use a whole number from 1 to')
    }
    expect(coerceParameter(schema, 'no-such', '1')).toBe('1')
  })

  it('have the same names everywhere', () => {
    const all = new Set(TECHNIQUES.flatMap(({ schema }) => Object.keys(schema.shape)))
    for (const name of COMMON) expect(all).toContain(name)
  })
})

describe('presets', () => {
  it('are ten techniques and at least eight others, all with valid parameters and a line on what is seen', () => {
    const ids = PRESETS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(PRESETS.filter(({ group }) => group === 'techniques').map(({ id }) => id)).toEqual([...TECHNIQUE_IDS])
    expect(PRESETS.length).toBeGreaterThanOrEqual(18)
    for (const preset of PRESETS) {
      const { schema } = findTechnique(preset.technique)
      expect(parseParameters(schema, preset.params, {})).toMatchObject(preset.params)
      presetInfoSchema.parse({ ...preset, fields: describeParameters(schema, preset.params) })
      expect(preset.summary).toMatch(/^[^\n]{20,130}\.$/)
    }
  })
})
