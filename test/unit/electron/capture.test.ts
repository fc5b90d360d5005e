import { describe, expect, it } from 'vitest'
import { captureOf } from '../../../electron/main/capture.ts'

/** As much of a frame as is looked at. */
type Asked = Parameters<typeof captureOf>[0]
const frameOf = (url: string, parent: unknown): Asked['frame'] => Object.assign(Object.create(null) as NonNullable<Asked['frame']>, { url, parent })
const ours = frameOf('poolscope://app/index.html', null)
const asked = { frame: ours, videoRequested: true, audioRequested: false, userGesture: true }

describe('what a page may capture', () => {
  it('is the window of the app that asks', () => {
    expect(captureOf(asked)).toEqual({ video: ours })
  })

  it.each([
    ['another page', { ...asked, frame: frameOf('https://example.invalid/', null) }],
    ['a frame inside the page', { ...asked, frame: frameOf('poolscope://app/index.html', ours) }],
    ['a frame that is gone', { ...asked, frame: null }],
    ['sound', { ...asked, audioRequested: true }],
    ['no picture', { ...asked, videoRequested: false }],
    ['nobody clicked', { ...asked, userGesture: false }],
  ])('is nothing: %s', (_what, request) => {
    expect(captureOf(request)).toBeNull()
  })
})
