import { describe, expect, it } from 'vitest'
import { chaptersOf, sceneAt, showUntil, textsOf, webVttOf } from '#engine/analysis/index.js'
import type { Show } from '#engine/contract/index.js'

const SHOW: Show = {
  durationMs: 3_671_500,
  cues: [
    { atMs: 0, cue: 'chapter', title: 'One' },
    { atMs: 0, cue: 'card', title: 'A pool', text: 'Tasks & <threads>' },
    { atMs: 1000, cue: 'card-off' },
    { atMs: 1000, cue: 'panels', panels: ['timeline'] },
    { atMs: 1500, cue: 'play', run: 0, fromMs: 200, speed: 0.5 },
    { atMs: 2000, cue: 'caption', text: 'Look.' },
    { atMs: 2500, cue: 'highlight', panel: 'timeline' },
    { atMs: 3000, cue: 'question', question: 'Why?', answers: ['a', 'b'] },
    { atMs: 4000, cue: 'answer', right: 1, why: 'So.' },
    { atMs: 5000, cue: 'question-off' },
    { atMs: 3_660_000, cue: 'chapter', title: 'Two' },
  ],
}

describe('the stage at a time of a show', () => {
  it('is what the cues until then make of it', () => {
    expect(sceneAt(SHOW, 500)).toMatchObject({ chapter: 'One', card: { title: 'A pool' }, play: null })
    expect(sceneAt(SHOW, 2500)).toMatchObject({ card: null, panels: ['timeline'], caption: 'Look.', highlight: 'timeline' })
    expect(sceneAt(SHOW, 3500).question).toEqual({ question: 'Why?', answers: ['a', 'b'], right: null, why: null })
    expect(sceneAt(SHOW, 4000).question).toMatchObject({ right: 1, why: 'So.' })
    expect(sceneAt(SHOW, 6000)).toMatchObject({ question: null, caption: null })
  })

  it('shows a run at the speed that the cue says', () => {
    expect(sceneAt(SHOW, 1500).play).toEqual({ run: 0, runMs: 200, speed: 0.5 })
    expect(sceneAt(SHOW, 3500).play).toEqual({ run: 0, runMs: 1200, speed: 0.5 })
  })
})

describe('a show as text', () => {
  it('says each text once, for as long as it can be read', () => {
    expect(textsOf(SHOW)).toEqual([
      { fromMs: 0, toMs: 1000, text: 'A pool\nTasks & <threads>' },
      { fromMs: 2000, toMs: 3000, text: 'Look.' },
      { fromMs: 3000, toMs: 4000, text: 'Why?\n1. a\n2. b' },
      { fromMs: 4000, toMs: 5000, text: '2. b\nSo.' },
    ])
  })

  it('is WebVTT with its own characters escaped', () => {
    const vtt = webVttOf(SHOW)
    expect(vtt.startsWith('WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.000\nA pool\nTasks &amp; &lt;threads&gt;\n')).toBe(true)
    expect(vtt).toContain('\n\n2\n00:00:02.000 --> 00:00:03.000\nLook.\n')
  })

  it('has chapters as video sites read them', () => {
    expect(chaptersOf(SHOW)).toBe('00:00 One\n1:01:00 Two\n')
  })

  it('has no chapter shorter than video sites allow: it is part of the one before', () => {
    const chapters = [0, 9_999, 10_000, 25_000, 31_000].map((atMs, at) => ({ atMs, cue: 'chapter', title: `c${at}` }) as const)
    expect(chaptersOf({ durationMs: 40_000, cues: chapters })).toBe('00:00 c0\n00:10 c2\n00:25 c3\n')
    expect(chaptersOf({ durationMs: 100, cues: [{ atMs: 50, cue: 'chapter', title: 'late' }] })).toBe('00:00 late\n')
  })

  it('ends where a film was stopped', () => {
    const cut = showUntil(SHOW, 3500)
    expect(textsOf(cut)).toEqual(textsOf(SHOW).slice(0, 2).concat({ fromMs: 3000, toMs: 3500, text: 'Why?\n1. a\n2. b' }))
    expect(chaptersOf(cut)).toBe('00:00 One\n')
    expect(showUntil(SHOW, SHOW.durationMs)).toBe(SHOW)
  })
})
