/** The smallest page of the systems that Node runs on; touching more often than needed does no harm. */
const PAGE_BYTES = 4096

/** Allocates memory and writes to each page of it, so that the operating system really hands it out. */
export function allocate({ bytes }: { bytes: number }): { bytes: number; pages: number } {
  const memory = new Uint8Array(bytes)
  let pages = 0
  for (let offset = 0; offset < bytes; offset += PAGE_BYTES) {
    memory[offset] = 1
    pages += memory[offset] ?? 0
  }
  return { bytes: memory.length, pages }
}

/** Gives back what it got: all of its time is transfer. */
export function echo(bytes: Uint8Array): Uint8Array {
  return bytes
}
