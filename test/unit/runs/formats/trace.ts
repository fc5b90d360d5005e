import { expect } from 'vitest'
import { z } from 'zod'
import type { RecordedRun } from '#engine/analysis/index.js'
import { chromeTrace } from '#engine/runs/formats/chrome-trace.js'

const us = z.number().refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-3, 'whole nanoseconds')
const place = { pid: z.number().int().positive(), tid: z.number().int().positive() }
const args = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** The events that are used of the Trace Event Format, as its documentation has them. */
export const eventSchema = z.discriminatedUnion('ph', [
  z.strictObject({
    ...place,
    ph: z.literal('M'),
    name: z.enum(['process_name', 'process_sort_index', 'thread_name', 'thread_sort_index']),
    args: z.union([z.strictObject({ name: z.string().min(1) }), z.strictObject({ sort_index: z.number().int() })]),
  }),
  z.strictObject({ ...place, ph: z.literal('X'), cat: z.string(), name: z.string(), ts: us, dur: us.min(0), args }),
  z.strictObject({ ...place, ph: z.literal('b'), cat: z.string(), name: z.string(), id: z.string(), ts: us, args }),
  z.strictObject({ ...place, ph: z.literal('e'), cat: z.string(), name: z.string(), id: z.string(), ts: us }),
  z.strictObject({ ...place, ph: z.literal('C'), name: z.string(), ts: us, args: z.record(z.string(), z.number()) }),
  z.strictObject({ ...place, ph: z.literal('i'), cat: z.string(), name: z.string(), ts: us, s: z.enum(['g', 'p', 't']), args }),
])
export type Event = z.infer<typeof eventSchema>

const traceSchema = z.strictObject({
  traceEvents: z.array(eventSchema),
  displayTimeUnit: z.enum(['ms', 'ns']),
  otherData: z.record(z.string(), z.unknown()),
})

export const trace = (run: RecordedRun) => traceSchema.parse(JSON.parse([...chromeTrace.write(run)].join('')))

export const ofPhase = <P extends Event['ph']>(events: readonly Event[], ph: P) =>
  events.filter((event): event is Extract<Event, { ph: P }> => event.ph === ph)

/** What both viewers need beyond the form of each event. */
export function checkTrace(events: readonly Event[]): void {
  const named = ofPhase(events, 'M').filter(({ name }) => name === 'thread_name')
  expect(new Set(named.map(({ tid }) => tid)).size, 'each thread is named once').toBe(named.length)
  const known = new Set(named.map(({ pid, tid }) => `${pid} ${tid}`))
  for (const { ph, name, pid, tid } of events) {
    const needed = ph !== 'M' || name.startsWith('thread')
    if (needed) expect(known.has(`${pid} ${tid}`), `${ph} ${name} is in a named thread`).toBe(true)
  }
  const untilNs = new Map<number, number>()
  for (const { tid, ts, dur } of ofPhase(events, 'X')) {
    const fromNs = Math.round(ts * 1000)
    expect(fromNs, `slices of thread ${tid} do not overlap`).toBeGreaterThanOrEqual(untilNs.get(tid) ?? -Infinity)
    untilNs.set(tid, fromNs + Math.round(dur * 1000))
  }
  const open = new Map<string, number>()
  for (const event of events) {
    if (event.ph !== 'b' && event.ph !== 'e') continue
    const key = `${event.pid} ${event.cat} ${event.name} ${event.id}`
    if (event.ph === 'b') expect(open.has(key), `${key} is not open yet`).toBe(false)
    else expect(event.ts, `${key} ends after it began`).toBeGreaterThanOrEqual(open.get(key) ?? Infinity)
    if (event.ph === 'b') open.set(key, event.ts)
    else open.delete(key)
  }
  expect([...open.keys()]).toEqual([])
}
