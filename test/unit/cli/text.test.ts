import { plain } from '#engine/cli/output.js'
import { DepthLine } from '#engine/cli/text/depth-line.js'
import { bar, plainLine, progressText, shareDone } from '#engine/cli/text/progress.js'
import { summaryText } from '#engine/cli/text/summary.js'
import { table, wrap } from '#engine/cli/text/table.js'
import { bytes, duration, rate, runningTime } from '#engine/cli/text/units.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_TASKS, runInfo, runSummary, view } from './fakes.ts'

describe('units', () => {
  it.each([
    [0, '0 ms'],
    [0.0001, '0.100 µs'],
    [0.34, '340 µs'],
    [0.9999, '1.00 ms'],
    [12.12, '12.1 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [1240, '1.24 s'],
    [59_949, '59.9 s'],
    [59_960, '1 min 0 s'],
    [125_000, '2 min 5 s'],
    [3_660_000, '1 h 1 min'],
    [null, '-'],
    [-1, '-'],
  ])('a duration of %s ms reads %s', (ms, text) => expect(duration(ms)).toBe(text))

  it('a running time does not flicker', () => {
    expect([0, 1640, 9949, 9951, 23_400, 59_600].map(runningTime)).toEqual(
      ['0.0 s', '1.6 s', '9.9 s', '10 s', '23 s', '1 min 0 s'],
    )
  })

  it('rates and sizes keep three digits', () => {
    expect([rate(0), rate(0.519), rate(41), rate(123_456.7)]).toEqual(['0/s', '0.519/s', '41.0/s', '123,457/s'])
    expect([bytes(512), bytes(47_500_000), bytes(0)]).toEqual(['512 B', '45.3 MiB', '-'])
  })
})

describe('table and wrap', () => {
  it('aligns numbers to the right and leaves no blanks at the end', () => {
    expect(table([['a', '1', 'x'], ['long', '20', '']])).toEqual(['a      1  x', 'long  20'])
  })

  it('breaks between words only, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.nat(40), (words, width) => {
        const lines = wrap(words.join(' '), width)
        expect(lines.join(' ').split(' ')).toEqual(words)
        for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width)
      }),
    )
  })
})

describe('DepthLine', () => {
  const lineOf = (depths: Iterable<number>): DepthLine => {
    const line = new DepthLine()
    for (const depth of depths) line.add(depth)
    return line
  }

  it('draws 0 lowest, the peak highest, and shows a single waiting task', () => {
    expect(lineOf([0, 1, 50, 100]).render(10)).toBe('▁▂▅█')
    expect(lineOf([0, 0]).render(10)).toBe('▁▁')
    expect(lineOf([5, 10]).render(10, 20)).toBe('▃▅')
  })

  it('gives each part of a long run its share of the line', () => {
    const line = lineOf(Array.from({ length: 4096 }, (_, i) => (i < 2048 ? 0 : 9)))
    expect(line.render(10)).toMatch(/^▁{4,5}█{5,6}$/)
  })

  it('keeps the peak however long the run is, and never grows wider than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 100 }), fc.nat(), (n, width, at) => {
        const line = lineOf(Array.from({ length: n }, (_, i) => (i === at % n ? 9 : 1)))
        expect(line.peak).toBe(9)
        expect(line.render(width).length).toBeLessThanOrEqual(width)
        expect(line.render(width)).toContain('█')
      }),
      { numRuns: 50 },
    )
  })
})

describe('progress', () => {
  it('tells what is done, how fast, and what is left', () => {
    const running = view({ counts: { ...NO_TASKS, submitted: 200, ok: 48, error: 2 }, nowMs: 1000 })
    expect(shareDone(running)).toBe(0.25)
    expect(progressText(running)).toBe('50 of 200 tasks, 2 failed, 50.0/s, 3.0 s left')
    expect(plainLine({ ...running, depth: 148 })).toBe(
      '1.0 s: 50 of 200 tasks, 2 failed, 50.0/s, 3.0 s left; 148 waiting',
    )
  })

  it('goes by time where the number of tasks is open', () => {
    const open = view({ info: runInfo({ expectedTasks: null, params: { seconds: 5 } }), nowMs: 2000 })
    expect(shareDone(open)).toBe(0.4)
    expect(progressText(open)).toBe('0 tasks, 3.0 s left')
  })

  it('says how to stop a run that has no end', () => {
    const endless = view({ info: runInfo({ expectedTasks: null, params: { seconds: 0 } }), nowMs: 2000 })
    expect(shareDone(endless)).toBeNull()
    expect(progressText(endless)).toContain('Ctrl-C stops it')
    expect(progressText({ ...endless, state: 'stopping' })).toBe('0 tasks, stopping')
  })

  it('has no time left to tell at the very start, nor for a run without tasks', () => {
    expect(progressText(view())).toBe('0 of 200 tasks')
    expect(progressText(view({ info: runInfo({ expectedTasks: 0 }) }))).toBe('0 of 0 tasks')
  })

  it('draws the bar', () => {
    expect([bar(0, 4), bar(0.5, 4), bar(1, 4), bar(null, 4)]).toEqual(['░░░░', '██░░', '████', ''])
  })
})

describe('summaryText', () => {
  it('is a page with aligned columns and units', () => {
    expect(`\n${summaryText(runSummary(), 'Thread pool', 3, plain)}`).toBe(`
Thread pool: ok in 1.24 s, seed 7

tasks        3 submitted: 3 ok
throughput   2.42 tasks/s
queue depth  at most 12,345
order        1 of 3 pairs ended swapped
CPU time     120 ms in 2 workers, 0.10 cores; the app itself 31.0 ms

                   p50        p95        p99
wait in queue   340 µs    12.1 ms     999 ms
transfer          0 ms          -          -
run            40.0 ms  1 min 0 s  1 h 0 min

worker    pid  thread  tasks  CPU time    memory
thread 1   10      11      3    120 ms  45.3 MiB
thread 2   10       -      0         -         -
`)
  })

  it('says what failed and why', () => {
    const tasks = { submitted: 10, ok: 2, error: 1, cancelled: 3, timedOut: 1, lost: 2 }
    const text = summaryText(runSummary({ outcome: 'failed', error: 'The pool broke.', tasks }), 'T', 9, plain)
    expect(text).toContain('T: failed in 1.24 s')
    expect(text).toContain('The pool broke.')
    expect(text).toContain('10 submitted: 2 ok, 1 failed, 3 cancelled, 1 timed out, 2 lost, 1 never ended')
  })

  it('says what it does not know', () => {
    expect(summaryText(runSummary({ cpuMs: -1 }), 'T', 3, plain)).toContain('not measured on this system')
    expect(summaryText(runSummary({ droppedTasks: 2500 }), 'T', 1000, plain)).toContain(
      '2,500 tasks no longer fit in memory. The counts above hold all tasks; ' +
        'percentiles and order speak of the newest 1,000 only.',
    )
  })

  it('lists a page of workers, and says that there are more', () => {
    const [worker] = runSummary().workers
    const workers = Array.from({ length: 100 }, (_, i) => ({ ...worker, id: `thread ${i + 1}` }))
    const text = summaryText(runSummary({ workers: workers as never }), 'T', 3, plain)
    expect(text).toContain('thread 16 ')
    expect(text).not.toContain('thread 17 ')
    expect(text).toContain('and 84 workers more, see --json')
  })
})
