import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataFolder } from '#engine/runs/files/data-folder.js'
import { cleanName, isPlainName } from '#engine/runs/files/file-name.js'

describe('the data folder', () => {
  const home = '/home/ada'
  it.each<[NodeJS.Platform, string, NodeJS.ProcessEnv, string]>([
    ['linux', home, {}, '/home/ada/.local/share/poolscope'],
    ['linux', home, { XDG_DATA_HOME: '/data' }, '/data/poolscope'],
    ['linux', home, { XDG_DATA_HOME: 'relative' }, '/home/ada/.local/share/poolscope'],
    ['darwin', '/Users/ada', { XDG_DATA_HOME: '/data' }, '/Users/ada/Library/Application Support/Poolscope'],
    ['win32', 'C:\\Users\\ada', { APPDATA: 'D:\\Roaming' }, 'D:\\Roaming\\Poolscope'],
    ['win32', 'C:\\Users\\ada', {}, 'C:\\Users\\ada\\AppData\\Roaming\\Poolscope'],
    ['linux', home, { POOLSCOPE_DATA: '/stick', XDG_DATA_HOME: '/data' }, path.resolve('/stick')],
  ])('on %s of %s with %j is %s', (platform, at, env, folder) => {
    expect(dataFolder({ platform, env, home: at })).toBe(folder)
  })
})

describe('a cleaned name', () => {
  it.each([
    ['8 workers, big tasks', '8 workers, big tasks'],
    ['Größe 日本語 🎉', 'Größe 日本語 🎉'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['../../etc/passwd', 'etc passwd'],
    ['  .hidden. ', 'hidden'],
    ['a\u0000b\nc\u202ed', 'a b c d'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1', '_com1'],
    ['console', 'console'],
    ['A\u030a', '\u00c5'],
  ])('of %j is %j', (text, name) => {
    expect(cleanName(text)).toBe(name)
  })

  it.each(['', ' ', '...', '///', '\u0000'])('is none for %j', (text) => {
    expect(() => cleanName(text)).toThrow(/needs a name/)
  })

  it('of any text is a plain name that stays as it is, and fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        fc.pre(/[a-z]/i.test(text))
        const name = cleanName(text)
        expect(isPlainName(name)).toBe(true)
        expect(cleanName(name)).toBe(name)
        expect(Buffer.byteLength(name)).toBeLessThan(210)
      }),
      { seed: 5, numRuns: 2_000 },
    )
  })
})
