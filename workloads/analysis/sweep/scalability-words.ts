import type { ScalabilityFit } from './scalability.ts'

/** What the numbers of a fit mean, in a few sentences. */
export function scalabilityMeaning({ sigma, kappa, peak, limit }: Omit<ScalabilityFit, 'gamma'>, largest: number): string {
  const contention =
    sigma.value * (largest - 1) < 0.01
      ? 'Workers hardly wait for each other (sigma).'
      : `About ${percent(sigma.value)} of the work is done by one worker at a time, while the others wait (sigma).`
  const cost = kappa.value * largest * (largest - 1)
  const coherency =
    cost < 0.01
      ? 'Keeping them in step costs nothing that could be measured (kappa).'
      : `Keeping ${largest} workers in step makes each task take ${percent(cost)} longer (kappa).`
  return `${contention} ${coherency} ${outlook(peak, limit, largest)}`
}

const percent = (share: number): string => `${share < 0.1 ? (share * 100).toPrecision(2) : Math.round(share * 100)}%`

function outlook(peak: ScalabilityFit['peak'], limit: number | null, largest: number): string {
  if (peak !== null) {
    const at = Math.max(1, Math.round(peak.workers))
    if (at > largest) {
      return `Throughput would be highest with about ${at} workers, which is beyond the ${largest} that were measured: measure there before you rely on it.`
    }
    return `Throughput is highest with about ${at} ${at === 1 ? 'worker' : 'workers'}, and falls with more.`
  }
  if (limit !== null) return `More workers bring ever less, and never more than ${limit.toPrecision(3)} tasks/s.`
  return `No end of the growth is in sight with up to ${largest} workers.`
}
