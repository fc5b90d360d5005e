import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { TASK_KINDS } from '#engine/contract/tasks.js'
import { gzipPieces } from '#engine/tasks/files.js'
import { TASKS } from '#engine/tasks/index.js'
import { abortTask, inFolder, runTask } from './support.ts'

it('each kind names a function that its module exports', async () => {
  expect(Object.keys(TASKS)).toEqual([...TASK_KINDS])
  for (const { module, name } of Object.values(TASKS)) {
    expect(typeof ((await import(module)) as Record<string, unknown>)[name]).toBe('function')
  }
})

describe('arithmetic', () => {
  it.each([
    [1, 0],
    [4, 14],
    [300_000, 8_999_955_000_050_000],
  ])('sum of squares below %i', async (n, sum) => {
    expect(await runTask(TASKS['sum-of-squares'], { n })).toBe(sum)
  })

  it.each([
    [1, 0],
    [2, 1],
    [10, 4],
    [100, 25],
    [32_769, 3512], // either side of the first segment's end
    [32_770, 3512],
    [1_000_000, 78_498],
    [10_000_000, 664_579],
  ])('primes up to %i', async (n, count) => {
    expect(await runTask(TASKS.primes, { n })).toBe(count)
  })
})

describe('files', () => {
  /** One empty, one within a piece, one of exactly two pieces, one of several. */
  const SIZES = [0, 1000, 2 * 256 * 1024, 1_000_000]

  it.each(SIZES)('SHA-256 of %i bytes is what node:crypto says', async (size) => {
    await inFolder(async (folder) => {
      const content = randomBytes(size)
      await writeFile(`${folder}/file`, content)
      const { bytes, digest } = await runTask(TASKS.sha256, { path: `${folder}/file` })
      expect(bytes).toBe(size)
      expect(digest).toBe(createHash('sha256').update(content).digest('hex'))
    })
  })

  it.each(SIZES)('gzip of %i bytes unpacks to the same', async (size) => {
    await inFolder(async (folder) => {
      const content = Buffer.from(randomBytes(size).toString('hex').slice(0, size))
      const input = { path: `${folder}/file` }
      await writeFile(input.path, content)
      const pieces: Uint8Array[] = []
      for await (const piece of gzipPieces(input, { signal: new AbortController().signal })) pieces.push(piece)
      const packed = Buffer.concat(pieces)
      expect(gunzipSync(packed).equals(content)).toBe(true)
      expect(await runTask(TASKS.gzip, input)).toEqual({ compressedBytes: packed.length })
      if (size > 0) expect(packed.length).toBeLessThan(size)
    })
  })

  it('reads a whole file', async () => {
    const path = new URL(import.meta.url).pathname
    expect(await runTask(TASKS['read-file'], { path })).toEqual({ bytes: (await readFile(path)).length })
  })

  it.each(['sha256', 'gzip', 'read-file'] as const)('%s names the file that is missing', async (kind) => {
    const path = '/there/is/no/such/file'
    await expect(runTask<{ path: string }, unknown>(TASKS[kind], { path })).rejects.toThrow(path)
  })

  it.each(['sha256', 'gzip', 'read-file'] as const)('%s stops with the reason of its signal', async (kind) => {
    await inFolder(async (folder) => {
      const path = `${folder}/file`
      await writeFile(path, randomBytes(8_000_000))
      const reason = new Error('enough')
      expect(await abortTask<{ path: string }>(TASKS[kind], { path }, reason)).toBe(reason)
      const late = runTask<{ path: string }, unknown>(TASKS[kind], { path }, AbortSignal.abort(reason))
      await expect(late).rejects.toBe(reason)
    })
  })
})

describe('waiting', () => {
  it('noop does nothing', async () => {
    await expect(runTask(TASKS.noop, undefined as never)).resolves.toBeUndefined()
  })

  it('sleep waits at least as long as asked', async () => {
    const startedMs = performance.now()
    await runTask(TASKS.sleep, { ms: 50 })
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(49)
  })

  it('sleep ends at once when its signal is aborted, before or meanwhile', async () => {
    const reason = new Error('wake up')
    expect(await abortTask(TASKS.sleep, { ms: 3_600_000 }, reason)).toBe(reason)
    await expect(runTask(TASKS.sleep, { ms: 3_600_000 }, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})

describe('memory', () => {
  it('allocates and touches every page', async () => {
    expect(await runTask(TASKS.allocate, { bytes: 10 * 4096 + 1 })).toEqual({ bytes: 40_961, pages: 11 })
  })

  it('the memory really belongs to the process then', async () => {
    const { runInProcess } = await import('./hosts.ts')
    const bytes = 128 * 1024 * 1024
    const small = await runInProcess(TASKS.allocate, { bytes: 4096 })
    const large = await runInProcess(TASKS.allocate, { bytes })
    expect(large.maxRssBytes - small.maxRssBytes).toBeGreaterThan(0.9 * bytes)
  })

  it('echo gives back the same bytes', async () => {
    const bytes = new Uint8Array(randomBytes(100))
    expect(await runTask(TASKS.echo, bytes)).toBe(bytes)
  })
})
