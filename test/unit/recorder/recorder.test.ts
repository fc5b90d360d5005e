import { describe, expect, it, vi } from 'vitest'
import type { RequestName, Show } from '../../../workloads/contract/index.ts'
import type { Captured } from '../../../renderer/recorder/capture.ts'
import { CODECS } from '../../../renderer/recorder/codecs.ts'
import type { EncodeProgress } from '../../../renderer/recorder/encode-messages.ts'
import type { EncodeEvents, RunningEncoder } from '../../../renderer/recorder/encode-thread.ts'
import { Recorder, type RecordChoice, type RecorderServices } from '../../../renderer/recorder/recorder.ts'
import { NO_PROGRESS } from '../../../renderer/recorder/recorder-data.ts'

const CHOICE: RecordChoice = { format: 'webm', fps: 30, size: 'shown' }
const PROGRESS: EncodeProgress = { seconds: 4, bytes: 1000, written: 120, lost: 3, perSecond: 30 }
const VIDEO = { id: 'v.webm', format: 'webm', bytes: 1000, changedAt: '2026-01-01T00:00:00.000Z', state: 'whole' } as const

type Answer = (input: { id: string; captions?: string; chapters?: string; position?: number }) => unknown

/** A recorder whose browser, encoder, host and clock are ours. */
function aRecorder({ answers = {}, ...services }: { answers?: Partial<Record<RequestName, Answer>> } & Partial<RecorderServices> = {}) {
  const asked: string[] = []
  const timers: (() => void)[] = []
  let endCapture = (): void => undefined
  const captured: Captured = {
    frames: () => new ReadableStream(),
    shows: 'window',
    part: () => null,
    size: { width: 1280, height: 720 },
    onEnded: (listener) => (endCapture = listener),
    stop: vi.fn(),
  }
  let events: EncodeEvents | null = null
  let settle = { resolve: (_: EncodeProgress): void => undefined, reject: (_: Error): void => undefined }
  const encoder: RunningEncoder = {
    crop: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
    stop: vi.fn(() => settle.resolve(PROGRESS)),
    close: () => settle.reject(new Error('given up')),
    ended: new Promise((resolve, reject) => (settle = { resolve, reject })),
  }
  const given: Record<string, Answer> = {
    beginVideo: () => ({ id: 'v.webm' }),
    appendVideo: () => ({ bytes: 1000 }),
    finishVideo: () => ({ video: VIDEO, problem: null }),
    deleteVideo: ({ id }) => ({ id: `${id} in the trash` }),
    restoreVideo: () => ({ id: 'v.webm' }),
    ...answers,
  }
  const request = (async (name: string, input: Parameters<Answer>[0]) => {
    asked.push(name)
    return given[name]?.(input)
  }) as RecorderServices['request']
  const recorder = new Recorder({
    request,
    capture: () => Promise.resolve(captured),
    startEncoder: (_frames, _settings, given_) => {
      events = given_
      return encoder
    },
    own: () => true,
    title: () => 'Pool',
    findCodec: () => Promise.resolve(CODECS.webm[0] ?? null),
    setTimer: (callback) => {
      timers.push(callback)
      return () => undefined
    },
    ...services,
  })
  const phase = () => recorder.store.getState().phase
  const second = async (): Promise<void> => {
    await vi.waitFor(() => expect(timers.length).toBeGreaterThan(0))
    timers.shift()?.()
  }
  return {
    recorder,
    captured,
    encoder,
    asked,
    phase,
    second,
    endCapture: () => endCapture(),
    fail: (error: Error) => settle.reject(error),
    events: (): EncodeEvents => {
      if (events === null) throw new Error('no encoder was started')
      return events
    },
    /** Until it records. */
    async started(): Promise<{ recorded: Promise<void> }> {
      const recorded = recorder.record(CHOICE)
      for (let at = 0; at < 4; at++) await second()
      await vi.waitFor(() => expect(phase()).toBe('recording'))
      return { recorded }
    },
  }
}

describe('the recorder', () => {
  it('counts 3, 2, 1, records, and is done when the host has finished the file', async () => {
    const it = aRecorder()
    const counts: number[] = []
    it.recorder.store.subscribe(({ phase, countdown }) => {
      if (phase === 'counting') counts.push(countdown)
    })
    const { recorded } = await it.started()
    expect(counts).toEqual([3, 2, 1, 0])
    it.events().onProgress(PROGRESS)
    expect(it.recorder.store.getState().progress).toEqual(PROGRESS)
    it.recorder.stop()
    await recorded
    expect(it.recorder.store.getState()).toMatchObject({ phase: 'done', problem: null, take: { video: VIDEO, progress: PROGRESS, captions: '' } })
    expect(it.captured.stop).toHaveBeenCalled()
    expect(it.asked).toEqual(['beginVideo', 'finishVideo'])
  })

  it('pauses and goes on, and says so', async () => {
    const it = aRecorder()
    const { recorded } = await it.started()
    it.recorder.pause()
    expect([it.phase(), it.recorder.store.getState().said]).toEqual(['paused', 'Recording paused'])
    it.recorder.pause()
    expect(it.encoder.pause).toHaveBeenCalledTimes(1)
    it.recorder.resume()
    expect([it.phase(), it.recorder.store.getState().said]).toEqual(['recording', 'Recording goes on'])
    it.recorder.pause()
    it.recorder.stop() // also from a pause
    await recorded
    expect(it.phase()).toBe('done')
  })

  it('writes each chunk where the one before ended', async () => {
    const positions: (number | undefined)[] = []
    const it = aRecorder({
      answers: {
        appendVideo: ({ position }) => {
          positions.push(position)
          return { bytes: (position ?? 0) + 7 }
        },
      },
    })
    await it.started()
    for (let at = 0; at < 3; at++) await it.events().onChunk('abc')
    expect(positions).toEqual([0, 7, 14])
    it.recorder.close()
  })

  it('the countdown can be called off, and nothing is left of it', async () => {
    const it = aRecorder()
    const recorded = it.recorder.record(CHOICE)
    await it.second()
    it.recorder.cancel()
    await recorded
    expect(it.recorder.store.getState()).toMatchObject({ phase: 'idle', problem: null, said: 'Recording cancelled' })
    expect(it.asked).toEqual(['beginVideo', 'deleteVideo'])
    expect(it.captured.stop).toHaveBeenCalled()
  })

  it('says why nothing is recorded: no permission, no codec, no room', async () => {
    const refused = aRecorder({ capture: () => Promise.reject(new DOMException('no', 'NotAllowedError')) })
    await refused.recorder.record(CHOICE)
    expect(refused.recorder.store.getState()).toMatchObject({ phase: 'idle', problem: expect.stringMatching(/not allowed to show/) })
    expect(refused.asked).toEqual([])

    const cannot = aRecorder({ findCodec: () => Promise.resolve(null) })
    await cannot.recorder.record({ ...CHOICE, format: 'mp4' })
    expect(cannot.recorder.store.getState().problem).toBe('This machine cannot encode MP4 of 1280 × 720 at 30 pictures a second. Choose another format, or less of it.')
    expect(cannot.captured.stop).toHaveBeenCalled()

    const fullDisk = aRecorder({
      answers: {
        beginVideo: () => {
          throw new Error('Nothing can be recorded into /videos. The disk is full.')
        },
      },
    })
    await fullDisk.recorder.record(CHOICE)
    expect(fullDisk.recorder.store.getState().problem).toMatch(/disk is full/)
  })

  it('a host that can take no more ends it, and what it has is kept', async () => {
    const it = aRecorder()
    const { recorded } = await it.started()
    it.events().onProgress(PROGRESS)
    it.fail(new Error('The disk is full. The screen recording is kept as far as it came.'))
    await recorded
    expect(it.recorder.store.getState()).toMatchObject({
      phase: 'done',
      problem: 'The disk is full. The screen recording is kept as far as it came.',
      take: { video: VIDEO, progress: PROGRESS },
    })
    expect(it.asked).toContain('finishVideo')
    expect(it.captured.stop).toHaveBeenCalled()
  })

  it('ends when the user stops the capture in the browser', async () => {
    const it = aRecorder()
    const { recorded } = await it.started()
    it.endCapture()
    await recorded
    expect(it.phase()).toBe('done')
  })

  it('discards what goes on or is done, and brings it back', async () => {
    const it = aRecorder()
    const { recorded } = await it.started()
    await it.recorder.discard()
    await recorded
    expect(it.recorder.store.getState()).toMatchObject({ phase: 'idle', discarded: 'v.webm in the trash', problem: null })
    expect(it.asked).not.toContain('finishVideo')
    expect(await it.recorder.undo()).toBe('v.webm')
    expect(it.recorder.store.getState().discarded).toBeNull()

    const done = aRecorder()
    const second = await done.started()
    done.recorder.stop()
    await second.recorded
    await done.recorder.discard()
    expect(done.recorder.store.getState()).toMatchObject({ phase: 'idle', discarded: 'v.webm in the trash' })
  })

  it('one at a time', async () => {
    const it = aRecorder()
    const { recorded } = await it.started()
    await it.recorder.record(CHOICE)
    expect(it.asked.filter((name) => name === 'beginVideo')).toHaveLength(1)
    it.recorder.stop()
    await recorded
  })

  it('records what is presented, with its captions; after that the window again', async () => {
    const titles: unknown[] = []
    let captions = ''
    const it = aRecorder({
      answers: {
        beginVideo: (input) => {
          titles.push((input as unknown as { title: string }).title)
          return { id: 'v.webm' }
        },
        finishVideo: (input) => {
          captions = input.captions ?? ''
          return { video: VIDEO, problem: null }
        },
      },
    })
    const show: Show = { durationMs: 2_000, cues: [{ cue: 'caption', text: 'Half are done.', atMs: 1_000 }] }
    const end = it.recorder.present({ stage: () => null, title: 'A demo', tellShow: () => show })
    const { recorded } = await it.started()
    it.events().onProgress({ ...NO_PROGRESS, seconds: 1 })
    it.recorder.stop()
    await recorded
    expect(captions).toContain('Half are done.')
    end()
    it.recorder.dismiss()
    const again = it.recorder.record(CHOICE)
    await it.second()
    it.recorder.cancel()
    await again
    expect(titles).toEqual(['A demo', 'Pool'])
  })
})
