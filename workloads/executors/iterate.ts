/**
 * An iterator from two functions. Calls of `next` take turns, as in an async generator; unlike in one, `stop` is called
 * even if the iterator is closed before its first `next`. Once it has ended, thrown or been closed it is exhausted.
 *
 * @param step gives the next value; never called twice at a time
 * @param stop called once, at the end; a step that still waits should end soon after
 */
export function iterate<T>(
  step: () => Promise<IteratorResult<T, undefined>>,
  stop: () => void,
): AsyncIterableIterator<T, undefined> {
  const exhausted: IteratorResult<T, undefined> = { done: true, value: undefined }
  let ended = false
  let last: Promise<unknown> = Promise.resolve()
  const end = (): void => {
    if (ended) return
    ended = true
    stop()
  }
  const isEnded = (): boolean => ended
  const advance = async (): Promise<IteratorResult<T, undefined>> => {
    if (isEnded()) return exhausted
    try {
      const result = await step()
      if (result.done === true) end()
      return result
    } catch (error) {
      if (isEnded()) return exhausted // it was closed while it waited: nobody wants to know
      end()
      throw error
    }
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next() {
      const result = last.then(advance)
      last = result.catch(() => undefined)
      return result
    },
    return() {
      end()
      return Promise.resolve(exhausted)
    },
  }
}
