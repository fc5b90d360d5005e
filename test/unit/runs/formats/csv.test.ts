import { describe, expect, it } from 'vitest'
import { csv } from '#engine/runs/formats/csv.js'
import { batch, INFO, NO_TASKS, recorded, SMALL, summary, task, worker } from './recorded.ts'

const text = (run: typeof SMALL): string => [...csv.write(run)].join('')

describe('csv', () => {
  it('has a row per task in the order of completion, and blanks where a task never was', () => {
    expect(text(SMALL).split('\r\n')).toEqual([
      'completion_rank,submission_rank,kind,outcome,worker,submitted_ms,dispatched_ms,started_ms,finished_ms,received_ms,' +
        'wait_ms,transfer_in_ms,run_ms,transfer_out_ms',
      '0,0,spin,ok,thread 1,1,11,12,42.5,43.5,10,1,30.5,1',
      '1,1,"a,""b""",cancelled,,2,,,,50,,,,',
      '',
    ])
  })

  it('keeps times to the nanosecond, without the digits of binary fractions', () => {
    const run = recorded(batch(0, {}, { tasks: [task(0, [0.1, 0.2, 0, 0.0000004, 1e-6])] }))
    expect(text(run).split('\r\n')[1]).toBe('0,0,spin,ok,worker 0,0.1,0.3,0.3,0.3,0.300001,0.2,0,0,0.000001')
  })

  it('counts on where tasks were dropped', () => {
    const counts = { ...NO_TASKS, submitted: 9, ok: 9 }
    const run = recorded(
      batch(0, {}, { tasks: [task(0, [0, 0, 0, 1, 0])] }),
      batch(1, { counts, droppedTasks: 7, workers: [worker(0)], summary: summary() }, { tasks: [task(8, [0, 0, 0, 1, 0])] }),
    )
    expect(text(run).split('\r\n').slice(1, 3).map((line) => line.split(',', 2))).toEqual([['0', '0'], ['8', '8']])
  })

  it('gives a spreadsheet no formula from a file of somebody else', () => {
    const run = recorded(batch(0, { info: { ...INFO, kinds: ['=1+1'] } }, { tasks: [task(0, [0, 0, 0, 1, 0])] }))
    expect(text(run)).toContain("0,0,'=1+1,ok")
  })

  it('comes in pieces', () => {
    const tasks = Array.from({ length: 5000 }, (_, id) => task(id, [id, 1, 1, 1, 1]))
    const pieces = [...csv.write(recorded(batch(0, {}, { tasks })))]
    expect(pieces.length).toBeGreaterThan(3)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000)
  })
})
