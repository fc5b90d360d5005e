import { expect, it } from 'vitest'
import type { Row } from '../../bench/suite.ts'
import { table } from '../../bench/table.ts'

const ROWS: Row[] = [
  {
    ...{ id: 'thread-burst', unit: 'tasks/s', ours: 612_345, bestPeer: 94_200, peer: 'poolifier', ratio: 6.5006 },
    ...{ target: '>= 5x', met: true, note: 'ours 612 300 (1 to 2)' },
  },
  { id: 'ring-bytes', unit: 'bytes', ours: 48, bestPeer: null, peer: null, ratio: null, target: '<= 100', met: false, note: '' },
]

it('the table of the bench is aligned, numbers to the right; notes follow', () => {
  expect(table(ROWS).split('\n')).toEqual([
    'id            unit        ours  best peer             ratio  target  met',
    '------------  -------  -------  ---------  ---------  -----  ------  ---',
    'thread-burst  tasks/s  612 300     94 200  poolifier  6.50x  >= 5x   yes',
    'ring-bytes    bytes         48          -                 -  <= 100  NO',
    '',
    'thread-burst: ours 612 300 (1 to 2)',
  ])
})
