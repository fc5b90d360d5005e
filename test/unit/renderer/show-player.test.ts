import { describe, expect, it } from 'vitest'
import { openDemoRuns } from '../../../renderer/handout/open-demo.ts'
import { ShowPlayer } from '../../../renderer/handout/show-player.ts'
import { ManualFrames } from '../../../renderer/film/manual-frames.ts'
import type { Show } from '../../../workloads/contract/index.ts'
import { runBytes } from './run-bytes.ts'

const SHOW: Show = {
  durationMs: 40_000,
  cues: [
    { atMs: 0, cue: 'chapter', title: 'One' },
    { atMs: 0, cue: 'card', title: 'A demo', text: null },
    { atMs: 1000, cue: 'card-off' },
    { atMs: 1000, cue: 'play', run: 0, fromMs: 0, speed: 1 },
    { atMs: 12_000, cue: 'chapter', title: 'Two' },
    { atMs: 12_000, cue: 'play', run: 1, fromMs: 0, speed: 0.1 },
    { atMs: 12_500, cue: 'caption', text: 'Slowly.' },
  ],
}

async function player() {
  const files = [runBytes({ runMs: 100 }), runBytes({ runMs: 500 })]
  const runs = await openDemoRuns({ title: 'A demo', runBytes: files.map(({ length }) => length) }, new Uint8Array(Buffer.concat(files)))
  const frames = new ManualFrames()
  let changes = 0
  const made = new ShowPlayer(SHOW, runs, frames, () => changes++)
  return { player: made, runs, frames, changes: () => changes }
}

describe('the player of a demo', () => {
  it('moves the show and its run with the frames, and rests at the end', async () => {
    const { player: show, runs, frames } = await player()
    expect([runs[0]?.nowMs, runs[1]?.nowMs, runs[1]?.endMs]).toEqual([0, 0, 510])
    show.seek(900)
    show.play()
    frames.run(5000)
    frames.run(5150)
    expect([show.atMs, runs[0]?.nowMs, show.store.getState().scene.card]).toEqual([1050, 50, null])
    frames.run(99_000) // the tab was hidden: it goes on where it was
    expect(show.atMs).toBe(1300)
    show.seek(39_900)
    frames.run(99_200)
    expect([show.atMs, show.store.getState().playing]).toEqual([40_000, false])
    show.toggle()
    expect([show.atMs, show.store.getState().playing]).toEqual([0, true])
    show.close()
    frames.run(99_300)
    expect(show.atMs).toBe(0)
  })

  it('shows each run in its own file, at the speed of the show, also backwards', async () => {
    const { player: show, runs } = await player()
    show.seek(13_000)
    expect([runs[1]?.nowMs, runs[1]?.ended]).toEqual([100, 0])
    show.seek(17_080)
    expect(runs[1]?.ended).toBe(2)
    show.seek(1050)
    expect([runs[0]?.nowMs, runs[0]?.ended]).toEqual([50, 0])
  })

  it('jumps from chapter to chapter', async () => {
    const { player: show } = await player()
    expect(show.chapters.map(({ title }) => title)).toEqual(['One', 'Two'])
    show.jump(1)
    expect(show.atMs).toBe(12_000)
    show.jump(1)
    expect(show.atMs).toBe(40_000)
    show.seek(14_000)
    show.jump(-1)
    expect(show.atMs).toBe(12_000)
    show.jump(-1)
    expect(show.atMs).toBe(0)
  })

  it('renders anew only when something but the time of the run changes', async () => {
    const { player: show, changes } = await player()
    show.seek(12_600)
    const { scene } = show.store.getState()
    show.seek(12_700)
    expect(show.store.getState().scene).toBe(scene)
    expect(changes()).toBe(2)
  })
})
