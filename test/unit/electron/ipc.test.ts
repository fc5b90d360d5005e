import { describe, expect, it } from 'vitest'
import { MAX_REQUEST_BYTES } from '#engine/contract/bridge.js'
import { refusal } from '../../../electron/main/sender.ts'

const ours = { url: 'poolscope://app/index.html', parent: null }

describe('a message from the window', () => {
  it('is listened to when it is text or a number of bytes from the page itself', () => {
    expect(refusal(ours, '{"id":1}')).toBeNull()
    expect(refusal(ours, 65_536)).toBeNull()
    expect(refusal({ ...ours, url: 'poolscope://app/index.html#/run/1' }, '')).toBeNull()
  })

  it.each([
    ['a frame that is gone', null, 'frame is gone'],
    ['a frame inside the page', { ...ours, parent: ours }, 'inside the page'],
    ['another site', { ...ours, url: 'https://app/index.html' }, 'another page'],
    ['another host of the scheme', { ...ours, url: 'poolscope://app.evil/index.html' }, 'another page'],
    ['a name before the host', { ...ours, url: 'poolscope://app@evil/index.html' }, 'another page'],
    ['a file', { ...ours, url: 'file:///app/index.html' }, 'another page'],
    ['nowhere', { ...ours, url: '' }, 'another page'],
  ])('is dropped from %s', (_name, sender, reason) => {
    expect(refusal(sender, 'text')).toContain(reason)
  })

  it.each([[null], [undefined], [{}], [new Uint8Array(1)], [true], [['text']]])('is dropped when it is %s', (payload) => {
    expect(refusal(ours, payload)).toContain('neither text nor a number')
  })

  it.each([[-1], [0.5], [NaN], [Infinity], [2 ** 60]])('is dropped when it is no number of bytes: %s', (payload) => {
    expect(refusal(ours, payload)).toContain('no number of bytes')
  })

  it('is dropped when it is too long, in bytes', () => {
    expect(refusal(ours, 'x'.repeat(MAX_REQUEST_BYTES))).toBeNull()
    expect(refusal(ours, 'x'.repeat(MAX_REQUEST_BYTES + 1))).toContain('longer than')
    expect(refusal(ours, '✓'.repeat(MAX_REQUEST_BYTES / 2))).toContain('longer than')
  })
})
