import { startRun, type Params, type RunRequest } from 'poolscope'
import { describe, expect, it } from 'vitest'
import { findTechnique } from '#engine/techniques/index.js'
import { ownThreads } from './finish.ts'

async function refusal(request: RunRequest): Promise<{ code: string; message: string }> {
  const threads = ownThreads().length
  const error: unknown = await startRun(request).then(
    (run) => run.stop(),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Error)
  expect(ownThreads().length).toBe(threads) // nothing was started
  return error as Error & { code: string }
}

const threads = (params: Params): RunRequest => ({ preset: 'threads', params })
const network = (url: string): RunRequest => ({ preset: 'network', params: { url } })

describe('a wrong request starts nothing and says what would be right', () => {
  it.each<[string, RunRequest, RegExp]>([
    ['an unknown preset', { preset: 'thread-poll' }, /no preset "thread-poll"\. Did you mean thread-pool/],
    ['an unknown parameter', threads({ task_s: 1 }), /no parameter "task_s"\. Did you mean task/],
    ['a value out of range', threads({ tasks: 0 }), /"tasks" cannot be 0\. Use a whole number from 1 to 256/],
    ['a value of the wrong type', threads({ tasks: '6' }), /"tasks" cannot be "6"/],
    ['an unknown choice', threads({ task: 'slep' }), /"task" cannot be "slep"\. Did you mean sleep/],
    ['a seed that is none', { preset: 'threads', seed: 1.5 }, /seed cannot be 1\.5\. Use a whole number from 0 to/],
    ['a seed too large', { preset: 'threads', seed: 2 ** 32 }, /seed cannot be 4294967296/],
    ['no address', network('somewhere'), /"somewhere" is not the address of a web page/],
    ['an address of another kind', network('file:///etc/passwd'), /http:\/\/ or https:\/\//],
    ['no such folder', { preset: 'file-hashing', params: { folder: '/no/such' } }, /\/no\/such does not exist/],
    ['a thread for each of too many tiles', threads({ task: 'mandelbrot', tileSize: 8 }), /at most 256 tasks, .* 9600 tiles/],
  ])('%s', async (_, request, message) => {
    const error = await refusal(request)
    expect(error.message).toMatch(message)
    expect(error.code).toBe('ERR_USAGE')
  })
})

describe('requests to servers that are not on this machine', () => {
  const foreign = { url: 'http://example.invalid/', requests: 2_000, workers: 128 }

  it('are counted, capped, and asked about first', async () => {
    const { code, message } = await refusal({ preset: 'network', params: foreign })
    expect(code).toBe('ERR_CONFIRMATION_NEEDED')
    expect(message).toMatch(/100 GET requests to http:\/\/example\.invalid\/, up to 8 at a time/)
  })

  it('keep within the caps once confirmed', () => {
    const { limit } = findTechnique('network')
    expect(limit?.(foreign)).toMatchObject({ requests: 100, workers: 8 })
    expect(limit?.({ ...foreign, requests: 5, workers: 2 })).toMatchObject({ requests: 5, workers: 2 })
  })

  it.each([
    'http://localhost.example.invalid/',
    'http://127.0.0.1.example.invalid/',
    'http://localhost@example.invalid/',
    'http://127.0.0.1@example.invalid/',
    'http://0.0.0.0/',
    'http://[::ffff:7f00:1]/',
    'https://example.invalid/#http://127.0.0.1/',
  ])('are not mistaken for requests to this machine: %s', async (url) => {
    expect((await refusal({ preset: 'network', params: { url } })).code).toBe('ERR_CONFIRMATION_NEEDED')
  })

  it.each<Params>([{ url: 'http://127.0.0.1:1/' }, { url: 'http://localhost:1/' }, { url: 'http://[::1]:1/' }])(
    'are not asked about for this machine: $url',
    async (params) => {
      const run = await startRun({ preset: 'network', params: { ...params, requests: 2, workers: 2 } })
      const { outcome, tasks } = await run.finished
      expect(outcome).toBe('ok')
      expect(tasks).toMatchObject({ submitted: 2, error: 2 }) // nobody listens there; the run goes on
    },
  )
})
