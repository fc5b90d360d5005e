/** Of a recursion as much as says where it is. */
const MAX_FRAMES = 100

/** A call as V8's inspector tells it. */
export interface Frame {
  readonly functionName: string
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber?: number | undefined }
}

/**
 * Calls as V8 would write them in the stack of an error.
 * @param scripts URLs by id
 */
export function stackText(frames: readonly Frame[], scripts: ReadonlyMap<string, string>): string {
  return frames
    .slice(0, MAX_FRAMES)
    .map((frame) => frameText(frame, scripts))
    .join('\n')
}

/** The protocol counts from 0. */
const frameText = ({ functionName, location: { scriptId, lineNumber, columnNumber = 0 } }: Frame, scripts: ReadonlyMap<string, string>): string =>
  `    at ${functionName === '' ? '<anonymous>' : functionName} (${scripts.get(scriptId) ?? ''}:${lineNumber + 1}:${columnNumber + 1})`
