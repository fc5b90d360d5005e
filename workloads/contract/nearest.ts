/** Edit distance with insertions, deletions and substitutions of cost 1: Levenshtein (1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** A longer word is no slip of the fingers, and comparing it would take long. */
const MAX_WORD = 64

/** Up to three names that the user may have meant, nearest first. */
export function nearest(word: string, names: readonly string[]): string[] {
  if (word === '' || word.length > MAX_WORD) return []
  const wanted = word.toLowerCase()
  return names
    .map((name) => {
      const candidate = name.toLowerCase()
      const part = candidate.includes(wanted) || wanted.includes(candidate)
      return { name, far: part ? 1 : distance(wanted, candidate) }
    })
    .filter(({ name, far }) => far <= Math.max(2, Math.ceil(name.length / 2)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** A sentence for an error message: the nearest names, or all of them when none is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const near = nearest(word, names)
  return near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Valid names: ${names.join(', ')}.`
}
