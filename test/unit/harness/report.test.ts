import { describe, expect, it } from 'vitest'
import { Report } from '../../report.ts'

async function run(fill: (report: Report) => Promise<unknown>): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const report = new Report((line) => lines.push(line))
  await fill(report)
  return { code: report.finish(), lines }
}

describe('the report of npm test', () => {
  it('ends with the sum of tests and steps', async () => {
    const { code, lines } = await run(async (report) => {
      await report.step('lint', () => Promise.resolve(true))
      await report.count('unit', () => Promise.resolve({ passed: 41, failed: 0 }))
    })
    expect(code).toBe(0)
    expect(lines.at(-1)).toBe('42 passed, 0 failed')
  })

  it('fails when a step fails, and tells what it said', async () => {
    const { code, lines } = await run(async (report) => {
      await report.count('unit', () => Promise.resolve({ passed: 3, failed: 2 }))
      await report.step('lint', (say) => {
        say('a.ts: wrong\nb.ts: wrong')
        return Promise.resolve(false)
      })
    })
    expect(code).toBe(1)
    expect(lines).toContain('[lint] b.ts: wrong')
    expect(lines.at(-1)).toBe('3 passed, 3 failed')
  })

  it('counts a step that breaks as failed', async () => {
    const { code, lines } = await run((report) => report.step('types', () => Promise.reject(new Error('no tsc'))))
    expect(code).toBe(1)
    expect(lines.join()).toContain('no tsc')
    expect(lines.at(-1)).toBe('0 passed, 1 failed')
  })
})
