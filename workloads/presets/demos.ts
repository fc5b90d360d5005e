import type { Preset } from '../contract/index.ts'

/** Made to be looked at. */
export const DEMO_PRESETS: readonly Preset[] = [
  {
    id: 'mandelbrot',
    title: 'Mandelbrot tiles',
    technique: 'thread-pool',
    group: 'demos',
    summary: 'Tiles fill a picture, first in their thread’s colour.',
    params: { task: 'mandelbrot', workers: 4, maxIterations: 12_000 },
  },
  {
    id: 'mandelbrot-processes',
    title: 'Mandelbrot by processes',
    technique: 'process-pool',
    group: 'demos',
    summary: 'The same by processes: the first tile comes late.',
    params: { task: 'mandelbrot', workers: 4, maxIterations: 12_000 },
  },
  {
    id: 'live-knobs',
    title: 'Live knobs',
    technique: 'thread-pool',
    group: 'demos',
    summary: 'Ten minutes of arrivals: turn the knobs as it runs.',
    params: { task: 'sleep', durationMs: 60, distribution: 'uniform', spread: 0.5, workers: 3, tasks: 24_000, arrival: 'steady', ratePerSecond: 40 },
  },
  {
    id: 'file-hashing',
    title: 'Hash files',
    technique: 'thread-pool',
    group: 'demos',
    summary: 'SHA-256 of files in your folder: short, uneven tasks.',
    params: { task: 'sha256', tasks: 400, workers: 4 },
  },
  {
    id: 'file-compression',
    title: 'Compress files',
    technique: 'process-pool',
    group: 'demos',
    summary: 'gzip of your files in processes; nothing is written.',
    params: { task: 'gzip', tasks: 200, workers: 4 },
  },
]
