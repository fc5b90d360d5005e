import { describe, expect, it } from 'vitest'
import { markdown } from '#engine/runs/formats/markdown.js'
import { batch, INFO, recorded, SMALL, task, worker } from './recorded.ts'

const report = (run: typeof SMALL): string => [...markdown.write(run)].join('')
const charts = (text: string): string[] => text.match(/<svg[\s\S]*?<\/svg>/g) ?? []

describe('markdown', () => {
  const text = report(SMALL)

  it('tells what ran on what, its figures, workers and log', () => {
    expect(text).toMatch(/^# Thread pool\n/)
    for (const row of [
      '| parameters | workers=1, task=spin |',
      '| machine | 2 cores, linux, Node v20.20.2, Poolscope 0.1.0 |',
      '| ok, error, cancelled, timed out, lost | 1, 0, 1, 0, 0 |',
      '| wait time | p50 10 ms, p95 10 ms, p99 10 ms |',
      '| throughput | 20 tasks/s |',
      '| transfer share | 6.15% |',
      '| thread 1 | thread | 1 | 0.02 s | 1 MiB | lost |',
      '| 0.100 | error | Lost. |',
    ]) {
      expect(text).toContain(row)
    }
    expect(text).not.toContain('Note:')
  })

  it('has three charts, each with a title, a description, units, and colours for light and dark', () => {
    const all = charts(text)
    expect(all.map((svg) => /<title>(.*)<\/title>/.exec(svg)?.[1])).toEqual(['Queue depth', 'CPU use of all workers', 'Latency'])
    for (const svg of all) {
      expect(svg).toMatch(/<desc>.+<\/desc>/)
      expect(svg).toMatch(/>time \((s|ms)/)
      expect(svg).toContain('fill="currentColor"')
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
      // An empty line would end the markup.
      expect(svg).not.toContain('\n\n')
    }
  })

  it('has charts of the same size whatever the size of the run', () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => id)
    const run = recorded(
      batch(
        0,
        { atMs: 20_000, workers: [worker(0)] },
        {
          tasks: rows.map((id) => task(id, [id, 1, 1, id / 100, 1])),
          depth: rows.map((atMs) => ({ atMs, depth: atMs % 1000 })),
          samples: rows.map((atMs) => ({ atMs, worker: 0, cores: (atMs % 7) / 7 })),
        },
      ),
    )
    for (const svg of charts(report(run))) {
      expect(svg.length).toBeLessThan(20_000)
      expect(svg.match(/<\w+/g)?.length ?? 0).toBeLessThan(100)
    }
  })

  it('says first what is missing', () => {
    expect(report(recorded(batch(0, {}, { tasks: [task(0, [0, 1, 1, 8, 0])] })))).toMatch(
      /^# Thread pool\n\n> \*\*Note:\*\* This recording is cut off: the run was not recorded to its end\./,
    )
  })

  it('is well-formed for a run without anything', () => {
    const text = report(recorded(batch(0)))
    expect(charts(text)).toEqual([])
    expect(text).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('lets no text of a file be markup', () => {
    const hostile = '<script>x</script> [a](b) | `c` \n\n# d'
    const log = [{ atMs: 1, level: 'info' as const, text: hostile, worker: null }]
    const text = report(recorded(batch(0, { info: { ...INFO, title: hostile }, log, workers: [worker(0, { id: hostile })] })))
    expect(text).not.toMatch(/<script|[^\\]\[a|[^\\]`c|^# d/m)
  })
})
