import type { ParamValue } from '../../contract/index.ts'

/**
 * Events of Chrome's Trace Event Format, those that are used here. Both viewers want the slices of one thread nested or
 * apart, thread ids that are unique in the whole trace (Perfetto names threads by them alone), and take times in
 * microseconds with fractions.
 * Source: "Trace Event Format" (Duca and Sinclair, Google), and what Perfetto's importer of JSON traces reads of it.
 */
interface Place {
  readonly pid: number
  readonly tid: number
}

export type TraceArgs = Readonly<Record<string, ParamValue | null>>

export type TraceEvent = Place &
  (
    | { readonly ph: 'M'; readonly name: 'process_name' | 'thread_name'; readonly args: { readonly name: string } }
    | {
        readonly ph: 'M'
        readonly name: 'process_sort_index' | 'thread_sort_index'
        readonly args: { readonly sort_index: number }
      }
    /** A slice of a thread. */
    | {
        readonly ph: 'X'
        readonly cat: 'task' | 'wait' | 'start'
        readonly name: string
        readonly ts: number
        readonly dur: number
        readonly args: TraceArgs
      }
    /** Begin and end of a slice that may overlap others; the two share category, name and id. */
    | {
        readonly ph: 'b' | 'e'
        readonly cat: 'task' | 'queue'
        readonly name: string
        readonly id: string
        readonly ts: number
        readonly args?: TraceArgs
      }
    | { readonly ph: 'C'; readonly name: string; readonly ts: number; readonly args: Readonly<Record<string, number>> }
    /** A moment, of a thread (`t`) or of a process (`p`). */
    | {
        readonly ph: 'i'
        readonly cat: 'log' | 'worker'
        readonly name: string
        readonly ts: number
        readonly s: 't' | 'p'
        readonly args: TraceArgs
      }
  )

const NS_PER_MS = 1e6
const NS_PER_US = 1000

/** Whole nanoseconds, as Perfetto keeps them: what does not overlap in these does not overlap there. */
export const toNs = (ms: number): number => Math.round(ms * NS_PER_MS)

export const nsToUs = (ns: number): number => ns / NS_PER_US

export const toUs = (ms: number): number => nsToUs(toNs(ms))
