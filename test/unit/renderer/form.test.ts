import { describe, expect, test } from 'vitest'
import type { ParamField } from '../../../workloads/contract/index.ts'
import { checkField, checkForm, checkSeed, isShown, valueOf } from '../../../renderer/panels/parameters/form.ts'

const tasks: ParamField = { name: 'tasks', label: 'Tasks', type: 'integer', default: 100, min: 1, max: 1_000_000 }
const sigma: ParamField = { name: 'sigma', label: 'Sigma', type: 'number', default: 1, min: 0, max: 3 }
const task: ParamField = {
  name: 'task',
  label: 'Task',
  type: 'choice',
  default: 'spin',
  choices: [
    { value: 'spin', label: 'spin' },
    { value: 'sleep', label: 'sleep' },
  ],
}
const longMs: ParamField = {
  name: 'longMs',
  label: 'Long',
  type: 'number',
  default: 400,
  min: 0,
  showWhen: { name: 'task', values: ['sleep'] },
}

describe('a field of a form', () => {
  test.each([1, '1', ' 42 ', 1_000_000])('takes %j as a whole number', (raw) =>
    expect(checkField(tasks, raw)).toEqual({ ok: true, value: Number(raw) }),
  )

  test.each(['', ' ', '1.5', '0', '-3', '1000001', 'ten', '1e99', 'NaN', 'Infinity'])(
    'refuses %j as a number of tasks and says what would do',
    (raw) =>
      expect(checkField(tasks, raw)).toEqual({ ok: false, message: 'A whole number from 1 to 1,000,000.' }),
  )

  test('names only the bounds that there are', () => {
    const open: ParamField = { name: 'n', label: 'N', type: 'integer', default: 1, min: 0, max: Number.MAX_SAFE_INTEGER }
    expect(checkField(open, '-1')).toEqual({ ok: false, message: 'A whole number from 0 up.' })
    const free: ParamField = { name: 'n', label: 'N', type: 'number', default: 1 }
    expect(checkField(free, 'x')).toEqual({ ok: false, message: 'A number.' })
    expect(checkField(sigma, '3.1')).toEqual({ ok: false, message: 'A number from 0 to 3.' })
  })

  test('takes a choice of its list only', () => {
    expect(checkField(task, 'sleep')).toEqual({ ok: true, value: 'sleep' })
    expect(checkField(task, 'nap').ok).toBe(false)
  })

  test('takes web addresses, and nothing for the built-in server', () => {
    const url: ParamField = { name: 'url', label: 'URL', type: 'url', default: '' }
    expect(checkField(url, '')).toEqual({ ok: true, value: '' })
    expect(checkField(url, ' http://127.0.0.1:8080/x ')).toEqual({ ok: true, value: 'http://127.0.0.1:8080/x' })
    expect(checkField(url, 'example.org').ok).toBe(false)
    expect(checkField(url, 'file:///etc/passwd').ok).toBe(false)
  })
})

describe('a form', () => {
  const fields = [tasks, sigma, task, longMs]

  test('as the preset fills it is right', () => expect(checkForm(fields, {})).toEqual({}))

  test('names each field that is wrong, hidden ones too, since they would be sent', () => {
    expect(Object.keys(checkForm(fields, { tasks: '12x', longMs: 'soon' }))).toEqual(['tasks', 'longMs'])
  })

  test('shows a field when the other has one of its values, edited or not', () => {
    expect(isShown(longMs, fields, {})).toBe(false)
    expect(isShown(longMs, fields, { task: 'sleep' })).toBe(true)
    expect(isShown(tasks, fields, {})).toBe(true)
  })

  test('holds what the user put there, else what the preset says', () => {
    expect(valueOf(tasks, {})).toBe(100)
    expect(valueOf(tasks, { tasks: 7 })).toBe(7)
  })
})

test('a seed is a whole number of 32 bits, or nothing', () => {
  expect(checkSeed(' ')).toEqual({ ok: true, value: null })
  expect(checkSeed('4294967295')).toEqual({ ok: true, value: 4294967295 })
  for (const text of ['4294967296', '-1', '1.5', 'abc']) expect(checkSeed(text).ok).toBe(false)
})
