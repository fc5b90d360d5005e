import { describe, expect, it } from 'vitest'
import { parseTicks, stolenLine } from '../../bench/stolen.ts'

describe('time that the host of a virtual machine takes', () => {
  it('is read from the line of all cores', () => {
    const stat = 'cpu  100 1 20 700 5 0 4 170 30 0\ncpu0 50 0 10 350 2 0 2 85 15 0\nintr 5\n'
    expect(parseTicks(stat)).toEqual({ all: 1000, stolen: 170 })
    expect(parseTicks('cpu  1 2 3\n')).toBeNull()
    expect(parseTicks('cpu  1 2 3 a 5 6 7 8\n')).toBeNull()
    expect(parseTicks('nothing')).toBeNull()
  })

  it('is told as a share, and is a warning when it is much', () => {
    const before = { all: 1000, stolen: 10 }
    expect(stolenLine(before, { all: 2000, stolen: 20 })).toBe('the host took 1.0% of the cores away')
    expect(stolenLine(before, { all: 2000, stolen: 210 })).toMatch(/^WARNING: the host took 20.0% .* again/)
    expect(stolenLine(before, { all: 2000, stolen: 10 })).toBe('')
    expect(stolenLine(before, before)).toBe('')
    expect(stolenLine(null, before)).toBe('')
  })
})
