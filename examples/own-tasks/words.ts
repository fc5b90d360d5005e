/** CPU-bound: each task makes a page of text and counts its trigrams and pairs of words. */
export interface Page {
  readonly page: number
  readonly seed: number
}

const WORDS = ['queue', 'worker', 'task', 'pool', 'thread', 'process', 'wait', 'run', 'signal', 'loop', 'result', 'batch']
const PAGES = 60
const WORDS_ON_PAGE = 20_000

export function* inputs(seed: number): Generator<Page> {
  for (let page = 0; page < PAGES; page++) yield { page, seed: seed + page }
}

/** The most frequent trigram of letters on a page, and how many different words follow one another. */
export function task({ page, seed }: Page): { page: number; trigram: string; pairs: number } {
  const words = writePage(seed)
  const text = words.join(' ')
  const trigrams = new Map<string, number>()
  for (let i = 0; i + 3 <= text.length; i++) {
    const trigram = text.slice(i, i + 3)
    trigrams.set(trigram, (trigrams.get(trigram) ?? 0) + 1)
  }
  const pairs = new Set(words.slice(1).map((word, i) => `${words[i] ?? ''} ${word}`))
  const [[trigram = ''] = []] = [...trigrams].sort(([, a], [, b]) => b - a)
  return { page, trigram, pairs: pairs.size }
}

/** The same words for the same seed: a linear congruential generator (Numerical Recipes, ranqd1), its high bits. */
function writePage(seed: number): string[] {
  let state = seed >>> 0
  return Array.from({ length: WORDS_ON_PAGE }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return WORDS[(state >>> 16) % WORDS.length] ?? ''
  })
}
