/**
 * Random numbers that a seed repeats exactly, on every platform.
 *
 * Generator: xoshiro128** 1.1 (Blackman & Vigna 2018, https://prng.di.unimi.it/xoshiro128starstar.c), its state filled
 * by SplitMix64 as its authors advise (https://prng.di.unimi.it/splitmix64.c). Not for secrets.
 */
export interface Random {
  /** The next 32 bits. */
  uint32(): number
  /** Uniform in [0, 1), with all 53 bits of a double. */
  uniform(): number
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number
  /** Log-normal; `mean` is that of the values, `sigma` the standard deviation of their logarithms. */
  logNormal(mean: number, sigma: number): number
  /** Exponential with this mean: the gaps of a Poisson process. */
  exponential(mean: number): number
}

type State = [number, number, number, number]

/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo; RFC 9923): tells the streams of one seed apart. */
function hashName(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

const U64 = (1n << 64n) - 1n

/** Four words of state from SplitMix64 started at `seed`. */
function splitMix(seed: bigint): State {
  let state = seed
  const next = () => {
    state = (state + 0x9e3779b97f4a7c15n) & U64
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & U64
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & U64
    return z ^ (z >> 31n)
  }
  const first = next()
  const second = next()
  return [Number(first & 0xffffffffn), Number(first >> 32n), Number(second & 0xffffffffn), Number(second >> 32n)]
}

const rotateLeft = (x: number, k: number) => (x << k) | (x >>> (32 - k))

/** The generator with a given state, of which at least one word is not 0. */
export function xoshiro128(state: Readonly<State>): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }
}

/**
 * One of the independent streams of a seed: what is drawn from one does not move the others, so that, say, another
 * distribution of durations leaves the arrivals as they were.
 * @param seed 0 to 2^32 - 1
 */
export function createRandom(seed: number, stream: string): Random {
  const uint32 = xoshiro128(splitMix((BigInt(hashName(stream)) << 32n) | BigInt(seed >>> 0)))
  const uniform = () => ((uint32() >>> 5) * 0x4000000 + (uint32() >>> 6)) / 0x20000000000000
  let spare: number | null = null
  /** Box & Muller (1958): two uniforms make two normals. */
  const normal = () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
    const angle = 2 * Math.PI * uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
  return {
    uint32,
    uniform,
    normal,
    logNormal: (mean, sigma) => mean * Math.exp(sigma * normal() - (sigma * sigma) / 2),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
  }
}

/**
 * Chooses exactly `chosen` of `total` places, each set of places equally likely, one place at a time and without
 * memory: selection sampling, Fan et al. (1962), Knuth's Algorithm S.
 */
export function chooseExactly(chosen: number, total: number, random: Random): () => boolean {
  let wanted = Math.min(chosen, total)
  let left = total
  return () => {
    const take = random.uniform() * left < wanted
    left--
    if (take) wanted--
    return take
  }
}
