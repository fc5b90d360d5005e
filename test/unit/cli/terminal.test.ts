import { readAssignments, readInteger, readSeed, withDefaultSeconds } from '#engine/cli/assignments.js'
import { listJson, listText } from '#engine/cli/commands/list.js'
import { exitCode, runJson } from '#engine/cli/commands/run-once.js'
import { liveLines } from '#engine/cli/live-display.js'
import { Output } from '#engine/cli/output.js'
import { main } from '#engine/cli/program.js'
import { DepthLine } from '#engine/cli/text/depth-line.js'
import { UsageError, type Preset } from '#engine/contract/index.js'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FakeStream, NO_TASKS, runInfo, runSummary, view } from './fakes.ts'

const schema = z.object({
  workers: z.number().int().default(2).meta({ label: 'Workers' }),
  url: z.string().default('').meta({ label: 'URL' }),
  fair: z.boolean().default(false).meta({ label: 'Fair' }),
  seconds: z.number().default(0).meta({ label: 'Seconds' }),
})

describe('--set', () => {
  it('gives each value the type that the technique wants', () => {
    expect(readAssignments(['workers=4', 'fair=true', 'url=http://a/?b=c', 'nope=1'], schema)).toEqual({
      workers: 4,
      fair: true,
      url: 'http://a/?b=c',
      nope: '1', // left for the run to refuse, with the nearest names
    })
    expect(readAssignments(['workers=many'], schema)).toEqual({ workers: 'many' })
    expect(readAssignments(['workers=1', 'workers=2'], schema)).toEqual({ workers: 2 })
  })

  it.each(['workers', '=4', ''])('refuses "%s" and says what it takes', (text) => {
    expect(() => readAssignments([text], schema)).toThrow(UsageError)
    expect(() => readAssignments([text], schema)).toThrow('--set takes name=value')
  })

  it('ends an endless run after 5 s unless someone said otherwise', () => {
    expect(withDefaultSeconds({}, {}, schema)).toEqual({ seconds: 5 })
    expect(withDefaultSeconds({}, { seconds: 0 }, schema)).toEqual({ seconds: 5 })
    expect(withDefaultSeconds({ seconds: 0 }, {}, schema)).toEqual({ seconds: 0 })
    expect(withDefaultSeconds({}, { seconds: 8 }, schema)).toEqual({})
    expect(withDefaultSeconds({}, {}, z.object({}))).toEqual({})
  })
})

describe('whole numbers', () => {
  it('are taken within their range', () => {
    expect([readSeed('0'), readSeed('4294967295'), readInteger('--port', '80', 0, 100)]).toEqual([0, 4294967295, 80])
  })

  it.each(['', '-1', '1.5', '4294967296', 'x', '1e3', ' 1'])('"%s" is no seed', (text) => {
    expect(() => readSeed(text)).toThrow('--seed takes a whole number from 0 to 4294967295')
  })
})

describe('Output', () => {
  it('is in colour only where the stream shows colours', () => {
    expect(new Output(new FakeStream(80, true)).style('red', 'x')).not.toBe('x')
    expect(new Output(new FakeStream(80, false)).style('red', 'x')).toBe('x')
    expect(new Output(new FakeStream(0, true)).style('red', 'x')).toBe('x')
  })

  it('redraws nothing on a dumb terminal', () => {
    expect(new Output(new FakeStream(80), {}).isTerminal).toBe(true)
    expect(new Output(new FakeStream(80), { TERM: 'dumb' }).isTerminal).toBe(false)
  })

  it('takes it calmly when nobody reads any more, and tells', () => {
    const stream = new FakeStream()
    const output = new Output(stream)
    let closed = 0
    output.onClosed(() => closed++)
    output.write('a')
    stream.fail('EPIPE')
    output.write('b')
    expect([stream.text, closed]).toEqual(['a', 1])
    expect(() => stream.fail('EIO')).toThrow('EIO')
  })
})

describe('the live lines', () => {
  const running = view({
    counts: { ...NO_TASKS, submitted: 200, ok: 50 },
    depth: 38,
    nowMs: 1000,
    info: runInfo({ capacity: 100 }),
  })
  const depths = new DepthLine()
  for (let i = 0; i < 500; i++) depths.add(i % 101)

  it('show progress and the queue', () => {
    const [progress, queue] = liveLines(running, depths, 100)
    expect(progress).toMatch(/^█{6}░{18} {2}25 % {2}50 of 200 tasks, 50\.0\/s, 3\.0 s left$/)
    expect(queue).toMatch(/^waiting {2}[▁-█]+ {2}38 of 100, at most 100$/)
  })

  it.each([200, 80, 40, 20, 5])('fit into %s columns, so that no line wraps', (columns) => {
    for (const line of liveLines(running, depths, columns)) expect(line.length).toBeLessThan(columns)
  })
})

describe('list', () => {
  const preset = (id: string, group: Preset['group']): Preset => ({
    id,
    title: `The ${id}`,
    technique: 'threads',
    group,
    summary: 'One thread for each task, started and joined.',
    params: { workers: 2 },
  })
  const presets = [preset('threads', 'techniques'), preset('lost-sentinel', 'pitfalls')]

  it('as JSON has the five fields', () => {
    const [, second] = JSON.parse(listJson(presets)) as unknown[]
    expect(second).toEqual({
      id: 'lost-sentinel',
      title: 'The lost-sentinel',
      technique: 'threads',
      group: 'pitfalls',
      summary: 'One thread for each task, started and joined.',
    })
  })

  it('groups for people, and wraps on a terminal only', () => {
    expect(listText(presets, new Output(new FakeStream()))).toBe(
      [
        'Techniques',
        '  threads        One thread for each task, started and joined.',
        '',
        'Pitfalls',
        '  lost-sentinel  One thread for each task, started and joined.',
        '',
        'Run one with: poolscope run <preset>',
        '',
      ].join('\n'),
    )
    const narrow = listText(presets, new Output(new FakeStream(44, true)))
    for (const line of stripVTControlCharacters(narrow).split('\n')) expect(line.length).toBeLessThan(44)
  })
})

describe('the result of a run', () => {
  it('is one JSON object on one line, with the completion order', () => {
    const text = runJson(runSummary({ error: 'broke' }), Uint32Array.of(2, 0, 1), [])
    expect(text.trimEnd()).not.toContain('\n')
    expect(JSON.parse(text)).toEqual({ ...runSummary({ error: 'broke' }), completionOrder: [2, 0, 1], turns: [] })
  })

  it('decides the exit code: stopping is the end of a run that has no other', () => {
    const open = runInfo({ expectedTasks: null })
    expect(exitCode(runSummary(), runInfo())).toBe(0)
    expect(exitCode(runSummary({ outcome: 'failed' }), runInfo())).toBe(1)
    expect(exitCode(runSummary({ outcome: 'stopped' }), runInfo())).toBe(1)
    expect(exitCode(runSummary({ outcome: 'stopped' }), open)).toBe(0)
    expect(exitCode(runSummary({ outcome: 'failed' }), open)).toBe(1)
  })
})

describe('wrong use', () => {
  it.each([
    [['lst'], 'Did you mean list?'],
    [['run'], "Name a preset or a module, or give --command"],
    [['run', 'threads', '--sed', '1'], 'Did you mean one of --seed, --set?'],
    [['run', 'a', 'b'], 'too many arguments'],
    [['serve', '--port', '70000'], '--port takes a whole number from 0 to 65535, not "70000".'],
    [[], 'Usage: poolscope'],
    [['run', 'thread-pol'], 'thread-pool'],
    [['run', 'thread-pool', '--set', 'worker=3'], 'workers'],
    [['run', 'thread-pool', '--set', 'workers=none'], '"workers" cannot be "none"'],
    [['run', 'thread-pool', '--set', 'workers'], '--set takes name=value'],
    [['run', 'thread-pool', '--seed', '-3'], '--seed takes a whole number'],
  ])('%j ends with 2, and standard output stays empty', async (args, message) => {
    const [out, err] = [new FakeStream(), new FakeStream()]
    expect(await main(args, { out: new Output(out), err: new Output(err) })).toBe(2)
    expect(out.text).toBe('')
    expect(err.text).toContain(message)
    expect(err.text).not.toContain('    at ') // no stack
  })

  it('asking for help is none', async () => {
    const [out, err] = [new FakeStream(), new FakeStream()]
    expect(await main(['run', '--help'], { out: new Output(out), err: new Output(err) })).toBe(0)
    expect(out.text).toContain('--set <name=value>')
    expect(err.text).toBe('')
  })
})
