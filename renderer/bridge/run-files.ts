import { exportPath, runFilePath, videoPath, type ExportId } from '../../workloads/contract/index.ts'
import { pageToken, type PageScope } from './web-socket.ts'

/**
 * The bytes of a run file of the host's library.
 * @throws Error that says what the host answered
 */
export async function fetchRunFile(id: string, signal?: AbortSignal, scope: PageScope = window): Promise<Uint8Array> {
  return new Uint8Array(await (await ask(runFilePath(id), scope, signal)).arrayBuffer())
}

/**
 * A run file of the host's library in another format (docs/exports.md), or as it is.
 * @throws Error that says what the host answered
 */
export async function fetchExport(id: string, format: ExportId | 'pscope', scope: PageScope = window): Promise<Blob> {
  return (await ask(format === 'pscope' ? runFilePath(id) : exportPath(id, format), scope)).blob()
}

/**
 * A screen recording of the host's folder, as it is now.
 * @throws Error that says what the host answered
 */
export const fetchVideo = (id: string, signal?: AbortSignal, scope: PageScope = window): Promise<Response> =>
  ask(videoPath(id), scope, signal)

async function ask(path: string, scope: PageScope, signal?: AbortSignal): Promise<Response> {
  const token = pageToken(scope)
  const answer = await fetch(path, {
    ...(token === null ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    ...(signal === undefined ? {} : { signal }),
  })
  if (answer.ok) return answer
  if (answer.status === 422) throw new Error(await answer.text()) // the host says why
  throw new Error(answer.status === 404 ? 'it is no longer there' : `the host answered ${answer.status}`)
}
