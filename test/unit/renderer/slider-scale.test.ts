import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ParamField } from '../../../workloads/contract/index.ts'
import { checkField } from '../../../renderer/panels/parameters/form.ts'
import { sliderScale } from '../../../renderer/panels/parameters/slider-scale.ts'

const field = (type: 'integer' | 'number', min?: number, max?: number): ParamField => ({
  name: 'n',
  label: 'N',
  type,
  default: 1,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
})

const FIELDS: readonly ParamField[] = [
  field('integer', 1, 64),
  field('integer', 1, 1_000_000),
  field('integer', 0, 16_777_216),
  field('number', 0, 1),
  field('number', 0.1, 60_000),
]

test('there is no slider without two ends that mean something', () => {
  expect(sliderScale(field('integer'))).toBeNull()
  expect(sliderScale(field('integer', 0))).toBeNull()
  expect(sliderScale(field('integer', 0, Number.MAX_SAFE_INTEGER))).toBeNull()
  expect(sliderScale(field('integer', 5, 5))).toBeNull()
})

test.each(FIELDS)('each position from $min to $max is a value that the form takes, in growing order', (one) => {
  const scale = sliderScale(one)
  expect(scale).not.toBeNull()
  if (scale === null) return
  expect(scale.toValue(0)).toBe(one.min)
  expect(scale.toValue(scale.max)).toBe(one.max)
  const values = Array.from({ length: scale.max + 1 }, (_, position) => scale.toValue(position))
  for (const [at, value] of values.entries()) {
    expect(checkField(one, value).ok).toBe(true)
    expect(value).toBeGreaterThanOrEqual(values[at - 1] ?? value)
  }
})

test('any value has a position on the track', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIELDS), fc.double({ noNaN: true }), (one, value) => {
      const scale = sliderScale(one)
      const position = scale?.toPosition(value) ?? -1
      return Number.isInteger(position) && position >= 0 && position <= (scale?.max ?? 0)
    }),
  )
})
