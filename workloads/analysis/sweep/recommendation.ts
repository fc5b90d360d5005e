import type { Recommendation, SweepPoint } from '../../contract/sweep.ts'
import { overlap, relativeMargin } from '../confidence.ts'
import { sizeName } from './size-name.ts'

/** The smallest size that reaches this share of the best throughput is enough. */
const ENOUGH = 0.95

type Candidate = Pick<SweepPoint, 'as' | 'workers' | 'throughput'>

/**
 * The smallest size within 5% of the best, of all models together; among equal sizes the faster one. It is clear only
 * if no interval says that it could as well be another one: a model of the same size, a point that would be preferred
 * but is a little too slow, or the best one where intervals are wider than the 5%.
 * @returns null without points
 */
export function recommend(points: readonly Candidate[]): Recommendation | null {
  const [best] = [...points].sort((a, b) => b.throughput.mean - a.throughput.mean)
  if (best === undefined) return null
  const enough = points.filter(({ throughput }) => throughput.mean >= ENOUGH * best.throughput.mean)
  const [chosen = best] = enough.sort((a, b) => a.workers - b.workers || b.throughput.mean - a.throughput.mean)
  const doubt = doubtAbout(chosen, best, points)
  const { as, workers } = chosen
  return { as, workers, clear: doubt === null, reason: doubt === null ? reasonFor(chosen, best, points) : `No clear winner: ${doubt}` }
}

/** Why the choice is not clear; null when it is. */
function doubtAbout(chosen: Candidate, best: Candidate, points: readonly Candidate[]): string | null {
  if (points.length === 1) return `only ${nameOf(chosen)} was measured, so there is nothing to compare it with.`
  if (chosen.throughput.low === null) {
    return `${describe(chosen)} did best of what was measured, but each size ran only once. Repeat to be sure.`
  }
  const once = points.find(({ workers, throughput }) => throughput.low === null && workers <= chosen.workers)
  if (once !== undefined) return `${nameOf(once)} ran only once, so it cannot be told from ${nameOf(chosen)}.`
  const rivals = points.filter((point) => point !== chosen && point.workers <= chosen.workers)
  const rival = rivals.sort((a, b) => b.throughput.mean - a.throughput.mean).find((point) => overlap(point.throughput, chosen.throughput))
  if (rival !== undefined) {
    return `the intervals of ${describe(chosen)} and ${describe(rival)} overlap. More repeats, or longer runs, may tell them apart.`
  }
  const margin = Math.max(relativeMargin(chosen.throughput), relativeMargin(best.throughput))
  if (best !== chosen && overlap(best.throughput, chosen.throughput) && margin > 1 - ENOUGH) {
    return (
      `the intervals of ${describe(chosen)} and ${describe(best)} overlap, and they are wider than the 5% in question. ` +
      'More repeats, or longer runs, may tell them apart.'
    )
  }
  return null
}

function reasonFor(chosen: Candidate, best: Candidate, points: readonly Candidate[]): string {
  const head =
    best === chosen
      ? `${describe(chosen)} is the highest throughput`
      : `${describe(chosen)} is within 5% of the best, ${describe(best)}`
  const smaller = points.filter(({ workers }) => workers < chosen.workers).sort((a, b) => b.throughput.mean - a.throughput.mean)[0]
  if (smaller === undefined) return `${head}, and no smaller size was measured.`
  const short = 100 * (1 - smaller.throughput.mean / best.throughput.mean)
  return `${head}; with fewer workers the most is ${describe(smaller)}, ${short.toFixed(0)}% below the best.`
}

const nameOf = ({ as, workers }: Candidate): string => sizeName(as, workers)

function describe(point: Candidate): string {
  const { mean, low, high } = point.throughput
  const range = low === null || high === null ? '' : `, ${figure(low)} to ${figure(high)}`
  return `${nameOf(point)} (${figure(mean)} tasks/s${range})`
}

/** Three significant digits, no exponent. */
const figure = (value: number): string => Math.abs(value) >= 100 ? String(Math.round(value)) : value.toPrecision(3)
