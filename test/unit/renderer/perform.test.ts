import { afterEach, describe, expect, it } from 'vitest'
import { FilmClock } from '../../../renderer/show/film-clock.ts'
import { perform } from '../../../renderer/show/perform.ts'
import { Theatre } from '../../../renderer/show/theatre.ts'
import type { Show } from '../../../workloads/contract/index.ts'
import { RealHost, storyboard } from './real-host.ts'

const RUN = { step: 'run', preset: 'thread-pool', params: { task: 'sleep', tasks: 12, workers: 2, durationMs: 20 } }
const END = { step: 'until', when: { event: 'finished' } }

let host = new RealHost()
afterEach(async () => {
  await host.close()
  host = new RealHost()
})

async function film(steps: unknown[], signal = new AbortController().signal): Promise<Show & { theatre: Theatre }> {
  const theatre = new Theatre(host)
  try {
    return { ...(await perform({ storyboard: storyboard(steps), theatre, clock: new FilmClock(theatre), signal })), theatre }
  } finally {
    theatre.close()
  }
}

const captionsOf = ({ cues }: Show) => cues.flatMap((cue) => (cue.cue === 'caption' ? [cue.text] : []))

describe('a performance', () => {
  it('says a caption when its moment comes in the run, and tells no others', async () => {
    const captions = [
      { when: { ended: 0.5 }, say: 'Half.' },
      { when: { event: 'worker-lost' }, say: 'Never.' },
      { when: { depth: 5 }, say: 'A queue.' },
    ]
    const show = await film([{ ...RUN, captions }, END])
    expect(captionsOf(show)).toEqual(['A queue.', 'Half.'])
    const play = show.cues.find(({ cue }) => cue === 'play')
    const first = show.cues.find(({ cue }) => cue === 'caption')
    const depth = show.theatre.run?.whole.tables.depth
    const row = depth?.columns.depth.findIndex((waiting) => waiting >= 5) ?? -1
    expect(first?.atMs).toBeCloseTo((play?.atMs ?? NaN) + (depth?.columns.atMs[row] ?? NaN), 6)
  })

  it('has the same tasks and captions each time', async () => {
    const steps = [{ ...RUN, captions: [{ when: { depth: 5 }, say: 'A queue.' }, { when: { ended: 1 }, say: 'All.' }] }, END]
    const [a, b] = [await film(steps), await film(steps)]
    expect([captionsOf(a), captionsOf(b)]).toEqual([['A queue.', 'All.'], ['A queue.', 'All.']])
    const ids = (show: { theatre: Theatre }) => [...(show.theatre.run?.whole.tables.tasks.columns.id.subarray(0, 12) ?? [])].sort((x, y) => x - y)
    expect(ids(a)).toEqual(ids(b))
    expect(ids(a)).toHaveLength(12)
  })

  it('lets no time pass for cards and captions but what they take to read', async () => {
    const startedMs = performance.now()
    const show = await film([{ step: 'card', title: 'Title', forMs: 50_000 }, { step: 'say', text: 'Text.', forMs: 10_000 }])
    expect(show.durationMs).toBe(60_000)
    expect(performance.now() - startedMs).toBeLessThan(30_000)
  })

  it('shows a run again at another speed, with the captions of that part', async () => {
    const replay = { step: 'replay', speed: 0.1, captions: [{ when: { ended: 1 }, say: 'Done.' }] }
    const show = await film([RUN, END, replay])
    const plays = show.cues.filter(({ cue }) => cue === 'play')
    expect(plays.map((cue) => (cue.cue === 'play' ? cue.speed : null))).toEqual([1, 0.1, 0])
    const [, slow, still] = plays
    const endMs = show.theatre.run?.endMs ?? NaN
    expect((still?.atMs ?? NaN) - (slow?.atMs ?? NaN)).toBeCloseTo(endMs * 10, 3)
    expect(captionsOf(show)).toEqual(['Done.'])
  })

  it('keeps the runs apart', async () => {
    const show = await film([RUN, END, { ...RUN, params: { ...RUN.params, tasks: 5 } }, END, { step: 'compare', runs: [1, 2] }])
    expect(show.theatre.runs.map((run) => run.whole.counts.ok)).toEqual([12, 5])
    expect(show.cues.find(({ cue }) => cue === 'compare')).toMatchObject({ runs: [0, 1] })
  })

  it('turns a knob of the run that goes on, and hears of it', async () => {
    const run = { ...RUN, params: { ...RUN.params, tasks: 60 }, captions: [{ when: { event: 'knob-turned' }, say: 'Turned.' }] }
    const show = await film([run, { step: 'until', when: { event: 'task-ended' } }, { step: 'turn', knob: 'resize', value: 4 }, END])
    expect(show.theatre.run?.wholeTurns).toMatchObject([{ knob: 'resize', value: 4 }])
    expect(show.theatre.run?.whole.workers).toHaveLength(4)
    expect(captionsOf(show)).toEqual(['Turned.'])
  })

  it.each([
    ['a knob that the run has not', [RUN, { step: 'turn', knob: 'block', value: 5 }], /^Step 2 \("turn"\): /],
    ['a knob of no run', [{ step: 'turn', knob: 'resize', value: 5 }], /^Step 1 \("turn"\): no run goes on/],
    ['a moment that cannot come any more', [RUN, { step: 'until', when: { event: 'worker-lost' } }], /^Step 2 \("until"\): .*never came: the run has ended/],
    ['a run while one goes on', [RUN, RUN], /^Step 2 \("run"\): a run goes on/],
    ['a replay of a run that was never started', [{ step: 'replay', speed: 1 }], /^Step 1 \("replay"\): there is no run 0/],
    ['an unknown preset', [{ ...RUN, preset: 'thred-pool' }], /^Step 1 \("run"\): .*thred-pool/],
  ])('names the step that cannot be done: %s', async (_, steps, message) => {
    await expect(film(steps)).rejects.toThrow(message)
  })

  it('ends its run when it is stopped', async () => {
    const abort = new AbortController()
    const endless = { step: 'run', preset: 'event-loop', params: { seconds: 0 } }
    const ended = expect(film([endless, { step: 'until', when: { atMs: 200_000 }, timeoutMs: 300_000 }], abort.signal)).rejects.toThrow()
    while (host.runs.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    abort.abort()
    await ended
    expect((await host.runs[0]?.finished)?.outcome).toBe('ok')
  })
})
