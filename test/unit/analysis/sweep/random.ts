import { createRandom } from '#engine/tasks/index.js'

/** Numbers with the noise of a seed. */
export function noise(seed: number): (spread: number) => number {
  const random = createRandom(seed, 'noise')
  return (spread) => spread * random.normal()
}
