// Tasks that show whether they share anything with each other.
/** What a task finds in its input, before it leaves a mark there for others to find. */
export function markInput({ marks }) {
  const found = marks.length
  marks.push('was here')
  return found
}

const calls = { count: 0, list: [] }

/** One and the same object for each call, changed each time. */
export function sameObject() {
  calls.count++
  calls.list.push(calls.count)
  return calls
}

const counts = new Map([['count', 0]])

/** The same, and none that JSON could copy. */
export function sameMap() {
  counts.set('count', counts.get('count') + 1)
  return counts
}
