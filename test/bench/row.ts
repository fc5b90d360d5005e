import { z } from 'zod'
import { median, spread } from './figures.ts'
import type { Row } from './suite.ts'

export const rowSchema: z.ZodType<Row> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  unit: z.string().min(1),
  ours: z.number(),
  bestPeer: z.number().nullable(),
  peer: z.string().nullable(),
  ratio: z.number().nullable(),
  target: z.string().min(1),
  met: z.boolean(),
  note: z.string(),
})

/** What a contestant measured, one value a round. */
export interface Samples {
  readonly name: string
  readonly values: readonly number[]
}

/** Of a rate more is better, of a time or a size less. */
export type Better = 'more' | 'less'

interface Measured {
  readonly id: string
  readonly unit: string
  readonly better: Better
  readonly ours: readonly number[]
  /** What else is to be said. */
  readonly note?: string
}

/** How many times better `ours` is: above 1 is better, whether more or less of it is. */
export function ratioOf(better: Better, ours: number, peer: number): number {
  return better === 'more' ? ours / peer : peer / ours
}

/** A row in which medians are compared. Without peers it says that nothing was compared. */
export function compare(
  measured: Measured & {
    readonly peers: readonly Samples[]
    /** The ratio to reach, and in words. */
    readonly target: { readonly ratio: number; readonly text: string }
  },
): Row {
  const { id, unit, better, peers, target, note } = measured
  const ours = median(measured.ours)
  const [best] = peers
    .map(({ name, values }) => ({ name, value: median(values) }))
    .sort((a, b) => (better === 'more' ? b.value - a.value : a.value - b.value))
  const ratio = best === undefined ? null : ratioOf(better, ours, best.value)
  const spreads = [{ name: 'ours', values: measured.ours }, ...peers].map(({ name, values }) => `${name} ${spread(values)}`)
  return {
    id,
    unit,
    ours,
    bestPeer: best?.value ?? null,
    peer: best?.name ?? null,
    ratio,
    target: target.text,
    met: ratio !== null && ratio >= target.ratio,
    note: join(spreads.join(', '), best === undefined ? 'no peer was measured' : '', note),
  }
}

/** A row with a limit and without a peer. */
export function limited(
  measured: Measured & {
    readonly target: { readonly limit: number; readonly text: string }
  },
): Row {
  const { id, unit, better, target, note } = measured
  const ours = median(measured.ours)
  const met = better === 'less' ? ours <= target.limit : ours >= target.limit
  const values = measured.ours.length > 1 ? `ours ${spread(measured.ours)}` : ''
  return { id, unit, ours, bestPeer: null, peer: null, ratio: null, target: target.text, met, note: join(values, note) }
}

/** `>= 5x`: that many times better. */
export const atLeast = (ratio: number): { ratio: number; text: string } => ({ ratio, text: `>= ${ratio}x` })

/** `<= 1.02x`: of the peer's time, at most that many times as much. */
export const atMost = (times: number): { ratio: number; text: string } => ({ ratio: 1 / times, text: `<= ${times}x its time` })

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('; ')
}
