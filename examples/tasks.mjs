// The functions that the examples run in workers. Workers load this module themselves, by its URL.
import { readFile } from 'node:fs/promises'

/** How many primes there are below `limit`: work for a core. */
export function countPrimes({ limit }) {
  let count = 0
  next: for (let n = 2; n < limit; n++) {
    for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) continue next
    count++
  }
  return { limit, count }
}

/** How many lines a file has: mostly waiting. Stops reading when the task is cancelled. */
export async function countLines({ path }, { signal }) {
  const text = await readFile(path, { encoding: 'utf8', signal })
  return text.split('\n').length - 1
}
