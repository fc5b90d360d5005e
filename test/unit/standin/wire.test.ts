import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../electron-standin/switches.ts'
import { createWire } from '../../electron-standin/page/wire.ts'

describe('the wire between the stand-in and a page', () => {
  const { encode, decode } = createWire()

  it('carries text, numbers and bytes unchanged', () => {
    const values = ['', 'naïve ✓ \0', -0.5, 2 ** 53, new Uint8Array([0, 255]), new Uint8Array(0)]
    expect(decode(encode(values))).toEqual(values)
  })

  it('carries only the bytes of a view, not the whole buffer behind it', () => {
    expect(decode(encode([new Uint8Array([1, 2, 3, 4]).subarray(1, 3)]))).toEqual([new Uint8Array([2, 3])])
  })

  it.each([[undefined], [null], [true], [NaN], [{}], [[]], [new Date(0)], [() => 0], [Symbol('s')]])('refuses %s', (value) => {
    expect(() => encode([value])).toThrow('could not be cloned')
  })
})

describe('the command line of the stand-in', () => {
  it('tells the app from the switches, wherever they stand', () => {
    const line = ['--no-sandbox', '--inspect=0', '/app', '--remote-debugging-port=0', '--mine', 'file']
    expect(parseCommandLine(line)).toEqual({
      inspectPort: 0,
      app: '/app',
      appArgs: ['--mine', 'file'],
      browserSwitches: ['--no-sandbox', '--remote-debugging-port=0'],
    })
  })

  it('says what is missing', () => {
    expect(() => parseCommandLine(['--inspect=0'])).toThrow('Say which app to start')
  })
})
