import { expect, it } from 'vitest'
import { DisplayCapture } from '../../electron-standin/display-capture.ts'

const request = { frame: {}, securityOrigin: 'app://x', videoRequested: true, audioRequested: false, userGesture: true }

it('a capture is what the handler says, and nothing without one', async () => {
  const capture = new DisplayCapture()
  expect(await capture.allows(request)).toBe(false)
  capture.setHandler(({ frame }, answer) => answer({ video: frame }))
  expect(await capture.allows(request)).toBe(true)
  capture.setHandler((_request, answer) => answer(null))
  expect(await capture.allows(request)).toBe(false)
})

it('a capture of anything else is not in the stand-in', async () => {
  const capture = new DisplayCapture()
  capture.setHandler((_request, answer) => answer({ video: { id: 'screen:0' } }))
  await expect(capture.allows(request)).rejects.toThrow('has no capture of anything but')
})
