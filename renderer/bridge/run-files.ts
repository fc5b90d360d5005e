import { runFilePath } from '../../workloads/contract/index.ts'
import { pageToken, type PageScope } from './web-socket.ts'

/**
 * The bytes of a run file of the host's library.
 * @throws Error that says what the host answered
 */
export async function fetchRunFile(id: string, scope: PageScope = window, signal?: AbortSignal): Promise<Uint8Array> {
  const token = pageToken(scope)
  const answer = await fetch(runFilePath(id), {
    ...(token === null ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (!answer.ok) {
    throw new Error(answer.status === 404 ? 'it is no longer in the library' : `the host answered ${answer.status}`)
  }
  return new Uint8Array(await answer.arrayBuffer())
}
