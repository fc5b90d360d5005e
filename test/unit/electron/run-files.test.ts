import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { answerRunFile, isRunFile } from '../../../electron/main/run-files.ts'

const asked: string[] = []
const session = {
  savedBytes: async (path: string) => {
    asked.push(path)
    if (path === '/runs/a%20run/html') return { refused: 'It is too large.' }
    return path === '/runs/a%20run.pscope' ? { length: 5, type: 'application/octet-stream', open: () => Readable.from([Buffer.from('bytes')]) } : null
  },
}
const ask = (url: string, method = 'GET'): Promise<Response> => answerRunFile(session, new Request(url, { method }))

it('the page gets a run file with its length', async () => {
  const answer = await ask('poolscope://app/runs/a%20run.pscope?x')
  expect(await answer.text()).toBe('bytes')
  expect(answer.headers.get('content-length')).toBe('5')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await ask('poolscope://app/runs/none.pscope')).status).toBe(404)
})

it('the page is told why it cannot have a run file in another format', async () => {
  const answer = await ask('poolscope://app/runs/a%20run/html')
  expect([answer.status, await answer.text()]).toEqual([422, 'It is too large.'])
})

it('nobody else does, and nothing else is done to it', async () => {
  asked.length = 0
  expect((await ask('poolscope://elsewhere/runs/a%20run.pscope')).status).toBe(404)
  expect((await ask('poolscope://app/runs/a%20run.pscope', 'POST')).status).toBe(405)
  expect(asked).toEqual([])
})

it('files of the page are none of its', () => {
  const of = (path: string): boolean => isRunFile(new Request(`poolscope://app${path}`))
  expect(['/index.html', '/assets/runs/a.js', '/runs.html', '/runs/a.pscope'].map(of)).toEqual([false, false, false, true])
})
