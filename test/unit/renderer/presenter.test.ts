import { afterEach, describe, expect, it, vi } from 'vitest'
import { namesOfKey } from '../../../renderer/presenter/key-names.ts'
import { LiveShow, type LiveShowState } from '../../../renderer/presenter/live-show.ts'
import { nextPanel, toggledPanels } from '../../../renderer/presenter/stage-layout.ts'
import { isTooLarge, stageScale } from '../../../renderer/presenter/stage-scale.ts'
import { FrameScheduler } from '../../../renderer/stores/index.ts'
import { RealHost, storyboard } from './real-host.ts'

const RUN = { step: 'run', preset: 'thread-pool', params: { task: 'sleep', tasks: 6, workers: 2, durationMs: 20 } }
const END = { step: 'until', when: { event: 'finished' } }

let host = new RealHost()
let show: LiveShow | null = null
afterEach(async () => {
  show?.close()
  show = null
  await host.close()
  host = new RealHost()
})

/** A performance with frames as often as the test waits. */
function present(steps: unknown[], { countdown = 0, asks = true } = {}) {
  const timers = new Set<NodeJS.Timeout>()
  const frames = new FrameScheduler({
    requestAnimationFrame: (callback) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        callback(performance.now())
      }, 4)
      timers.add(timer)
      return 1
    },
    cancelAnimationFrame: () => undefined,
  })
  const live = new LiveShow({ host, storyboard: storyboard(steps), frames, countdown, asks })
  show = live
  const done = live.perform()
  const state = (): LiveShowState => live.store.getState()
  const until = (is: (state: LiveShowState) => boolean) => vi.waitFor(() => expect(is(state())).toBe(true), { timeout: 10_000, interval: 4 })
  return { live, done, state, until }
}

describe('a live show', () => {
  it('is performed step by step, waits for the presenter at a question, and stands at its last card', async () => {
    const predict = { step: 'predict', question: 'Which?', answers: ['This', 'That'], right: 2, why: 'So.' }
    const captions = [{ when: { ended: 1 }, say: 'All have ended.' }]
    const { live, done, state, until } = present([predict, { step: 'show', panels: ['timeline'] }, { ...RUN, captions }, END, { step: 'card', title: 'The end', forMs: 1800 }])
    await until(({ scene }) => scene.question !== null)
    expect(state().scene.question?.right).toBeNull()
    live.next()
    await until(({ scene }) => scene.question?.right === 1)
    live.next()
    await until(({ scene }) => scene.caption === 'All have ended.')
    await until(() => live.runs[0]?.ended === 6 && live.runs[0].nowMs === live.runs[0].endMs)
    await until(({ scene }) => scene.card !== null)
    live.next()
    await done
    await until(({ phase }) => phase === 'ended')
    expect(state()).toMatchObject({ begun: 5, scene: { card: { title: 'The end' } } })
    expect(live.show.cues.map(({ cue }) => cue)).toContain('play')
  })

  it('shows again what was, while nothing goes on without its audience', async () => {
    const { live, state, until } = present([{ step: 'card', title: 'One' }, { step: 'card', title: 'Two' }, { step: 'card', title: 'Three' }])
    await until(({ scene }) => scene.card?.title === 'One')
    live.next()
    await until(({ scene }) => scene.card?.title === 'Two')
    live.toStep(0)
    await until(({ scene, paused }) => scene.card?.title === 'One' && paused)
    expect(state().begun).toBe(2)
    live.next()
    await until(({ scene, step, paused }) => scene.card?.title === 'Two' && step === 1 && paused)
    live.toEdge()
    await until(({ paused }) => !paused)
  })

  it('says which step could not be done, and goes on with the next', async () => {
    const { live, state, until } = present([{ ...RUN, preset: 'no-such-preset' }, { step: 'card', title: 'Still here' }])
    await until(({ problem }) => problem !== null)
    expect(state().problem).toMatch(/^Step 1 \("run"\): .*no-such-preset/)
    live.next()
    await until(({ scene, problem }) => scene.card?.title === 'Still here' && problem === null)
  })

  it('asks before a run that the host wants to be sure of, and starts none that was not agreed to', async () => {
    const foreign = { step: 'run', preset: 'network', params: { url: 'https://example.com/', requests: 1, workers: 1 } }
    const { live, state, until } = present([foreign])
    await until(({ question }) => question !== null)
    expect(state().question).toContain('example.com')
    live.answer(false)
    await until(({ problem }) => problem?.includes('did not agree') === true)
    expect(host.runs).toHaveLength(0)
  })

  it('stops a run that nobody waits for any more when the next one begins', async () => {
    const endless = { step: 'run', preset: 'event-loop', params: { seconds: 0 } }
    const { live, until } = present([endless, { step: 'until', when: { atMs: 200_000 }, timeoutMs: 300_000 }, RUN, END])
    await until(({ step }) => step === 1)
    live.next()
    await until(({ scene }) => scene.play?.run === 1)
    expect((await host.runs[0]?.finished)?.outcome).toBe('ok')
  })

  it('counts down first', async () => {
    const { state, until } = present([{ step: 'card', title: 'One' }], { countdown: 1 })
    expect(state()).toMatchObject({ phase: 'countdown', count: 1, begun: 0 })
    await until(({ phase }) => phase === 'performing')
  })

  it('dims all panels but the one that the presenter chose, until it is chosen again', async () => {
    const { live, state, until } = present([{ step: 'show', panels: ['timeline', 'cpu'] }, { step: 'hold', forMs: 60_000 }])
    await until(({ step }) => step === 1)
    live.spotlight('cpu')
    expect(state().spotlight).toBe('cpu')
    live.spotlight('cpu')
    expect(state().spotlight).toBeUndefined()
  })

  it('ends its run when it is left', async () => {
    const { live, done, until } = present([{ step: 'run', preset: 'event-loop', params: { seconds: 0 } }, { step: 'hold', forMs: 60_000 }])
    await until(({ step }) => step === 1)
    live.close()
    await done
    expect((await host.runs[0]?.finished)?.outcome).toBe('ok')
  })
})

describe('the stage of a presenter', () => {
  it('is as large as fits, or exactly so many pixels of the screen', () => {
    expect(stageScale('fit', { width: 1280, height: 720 }, 1)).toBe(2)
    expect(stageScale('fit', { width: 1024, height: 720 }, 1)).toBe(1.6)
    expect(stageScale('1920x1080', { width: 800, height: 600 }, 1)).toBe(3)
    expect(stageScale('3840x2160', { width: 1920, height: 1080 }, 2)).toBe(3)
    expect(isTooLarge(3, { width: 1920, height: 1080 })).toBe(false)
    expect(isTooLarge(3, { width: 1919, height: 1080 })).toBe(true)
  })

  it('has one to four charts', () => {
    expect(toggledPanels(['cpu'], 'timeline')).toEqual(['cpu', 'timeline'])
    expect(toggledPanels(['cpu'], 'cpu')).toEqual(['cpu'])
    expect(toggledPanels(['cpu', 'timeline'], 'cpu')).toEqual(['timeline'])
    expect(toggledPanels(['cpu', 'timeline', 'latency', 'picture'], 'throughput')).toEqual(['timeline', 'latency', 'picture', 'throughput'])
    expect([nextPanel(['cpu', 'timeline']), nextPanel(['queue-depth']), nextPanel(['picture'])]).toEqual(['queue-depth', 'cpu', 'queue-depth'])
  })
})

describe('a pressed key', () => {
  const press = (key: string, held = {}) => namesOfKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...held })

  it('is named as it is printed', () => {
    expect([press(' '), press('k'), press('ArrowRight'), press('F5')]).toEqual([['Space'], ['K'], ['→'], ['F5']])
    expect(press('k', { ctrlKey: true })).toEqual(['Ctrl', 'K'])
    expect([press('Shift'), press('Control')]).toEqual([[], []])
  })
})
