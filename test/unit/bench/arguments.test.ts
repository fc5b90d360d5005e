import { describe, expect, it } from 'vitest'
import { parseBenchArguments } from '../../bench/arguments.ts'
import { describeMachine, findPython, machineLines, machineSchema } from '../../bench/machine.ts'
import { SUITE_NAMES } from '../../bench/suite.ts'

describe('the command line of npm run bench', () => {
  it('means everything without arguments', () => {
    expect(parseBenchArguments([])).toEqual({ suites: SUITE_NAMES, json: false, quick: false, rounds: 5 })
  })

  it('takes suites, in the order of the bench, and options', () => {
    const { suites, ...options } = parseBenchArguments(['queues', '--json', 'dispatch', '--rounds', '9'])
    expect(suites).toEqual(['dispatch', 'queues'])
    expect(options).toEqual({ json: true, quick: false, rounds: 9 })
  })

  it('runs once when it is to be quick', () => {
    expect(parseBenchArguments(['--quick']).rounds).toBe(1)
    expect(parseBenchArguments(['--quick', '--rounds', '2']).rounds).toBe(2)
  })

  it('names the suites when it knows none of that name', () => {
    expect(() => parseBenchArguments(['dispatch', 'quues'])).toThrow('There is no suite "quues". Suites: dispatch, load,')
    expect(() => parseBenchArguments(['--rounds', '0'])).toThrow('--rounds must be a whole number of at least 1, not 0.')
    expect(() => parseBenchArguments(['--slow'])).toThrow('--slow')
  })
})

describe('the machine of a bench', () => {
  const machine = describeMachine(findPython())

  it('is described', () => {
    expect(machineSchema.parse(JSON.parse(JSON.stringify(machine)))).toEqual(machine)
  })

  it('has a warning when it is busy', () => {
    expect(machineLines({ ...machine, load: 0.5 }).join()).not.toContain('WARNING')
    expect(machineLines({ ...machine, load: 0.6 }).join()).toContain('WARNING: load average 0.60')
  })
})
