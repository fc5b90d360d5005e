/** Large enough that writing is cheap, small enough to be nothing. */
const CHUNK_CHARACTERS = 65_536

/** The same text in fewer, larger pieces. */
export function* inChunks(pieces: Iterable<string>): Iterable<string> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < CHUNK_CHARACTERS) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/** The pieces with a separator between each two. */
export function* separated(pieces: Iterable<string>, separator: string): Iterable<string> {
  let first = true
  for (const piece of pieces) {
    yield first ? piece : `${separator}${piece}`
    first = false
  }
}
