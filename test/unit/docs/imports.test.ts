import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { readPage } from './pages.ts'

interface Rule {
  readonly name: string
  readonly to: { readonly path?: string; readonly pathNot?: string }
}
const { forbidden } = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs') as { forbidden: Rule[] }

/** Which rooms the rules let a room import, beside itself. */
function allowed(prefix: 'engine' | 'page'): Record<string, string[]> {
  const root = prefix === 'engine' ? 'workloads' : 'renderer'
  const rules = forbidden.filter(({ name }) => name.startsWith(`${prefix}-`))
  const rooms = rules.map(({ name }) => name.slice(prefix.length + 1)).filter((room) => rules.some(hasList(room)))
  return Object.fromEntries(
    rooms.map((room) => {
      const not = new RegExp(rules.find(hasList(room))?.to.pathNot ?? '^$')
      return [room, rooms.filter((other) => other !== room && not.test(`${root}/${other}/file.ts`))]
    }),
  )

  function hasList(room: string): (rule: Rule) => boolean {
    return ({ name, to }) => name === `${prefix}-${room}` && to.pathNot?.includes(room) === true
  }
}

const [, section = ''] = readPage('docs/architecture.md').text.split('\n## Who may import what\n')
const [table = ''] = section.split('\n## ')

/** What the page says: the row of each room. */
function told(page: boolean): Record<string, string[]> {
  const rows = [...table.matchAll(/^\| (page: )?((?:`\w+`(?:, )?)+) \| ([^|]+) \|$/gm)].filter((row) => (row[1] !== undefined) === page)
  return Object.fromEntries(
    rows.flatMap(([, , rooms = '', may = '']) => {
      const names = /\bnone\b|^nothing/.test(may) ? [] : (may.split(';')[0] ?? '').split(',').map((name) => name.trim())
      return [...rooms.matchAll(/\w+/g)].map(([room]) => [room, names])
    }),
  )
}

const sorted = (rooms: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(rooms).map(([room, names]) => [room, [...names].sort()]))

test('the page says what the rules hold', () => {
  const engine = allowed('engine')
  expect(Object.keys(engine)).toEqual(expect.arrayContaining(['contract', 'executors', 'cli']))
  expect(sorted(told(false))).toEqual(sorted(engine))
  const page = allowed('page')
  expect(Object.keys(page)).toEqual(expect.arrayContaining(['bridge', 'charts', 'app']))
  expect(sorted(told(true))).toEqual(sorted(page))
})
