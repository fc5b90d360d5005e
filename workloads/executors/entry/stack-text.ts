import { SourceMap, type SourceMapPayload } from 'node:module'

/** Of a recursion as much as says where it is. */
const MAX_FRAMES = 100
const INLINE = /^data:application\/json;(?:charset=[\w-]+;)?base64,/

/** A call as V8's inspector tells it. */
export interface Frame {
  readonly functionName: string
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber?: number | undefined }
}

export interface Script {
  readonly url: string
  /** Empty or undefined: there is none. */
  readonly sourceMapURL?: string | undefined
}

/**
 * Calls as V8 would write them in the stack of an error, at their places in the source where a script says what it was.
 * @param scripts by id
 */
export function stackText(frames: readonly Frame[], scripts: ReadonlyMap<string, Script>): string {
  return frames
    .slice(0, MAX_FRAMES)
    .map((frame) => frameText(frame, scripts.get(frame.location.scriptId) ?? { url: '' }))
    .join('\n')
}

/** The protocol counts from 0. */
function frameText({ functionName, location: { lineNumber, columnNumber = 0 } }: Frame, { url, sourceMapURL }: Script): string {
  const [line, column] = originalOf(sourceMapURL ?? '', lineNumber, columnNumber)
  return `    at ${functionName === '' ? '<anonymous>' : functionName} (${url}:${line + 1}:${column + 1})`
}

function originalOf(sourceMapURL: string, line: number, column: number): [number, number] {
  if (!INLINE.test(sourceMapURL)) return [line, column]
  try {
    const payload = JSON.parse(Buffer.from(sourceMapURL.replace(INLINE, ''), 'base64').toString('utf8')) as SourceMapPayload
    const entry = new SourceMap(payload).findEntry(line, column)
    return 'originalLine' in entry ? [entry.originalLine, entry.originalColumn] : [line, column]
  } catch {
    return [line, column] // a map that cannot be read is none
  }
}
