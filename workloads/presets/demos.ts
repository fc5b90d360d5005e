import type { Preset } from '../contract/index.ts'

/** Made to be looked at. */
export const DEMO_PRESETS: readonly Preset[] = [
  {
    id: 'mandelbrot',
    title: 'Mandelbrot tiles',
    technique: 'thread-pool',
    group: 'demos',
    summary: 'A picture fills in tile by tile, each first in the colour of the thread that computed it.',
    params: { task: 'mandelbrot', workers: 4 },
  },
  {
    id: 'mandelbrot-processes',
    title: 'Mandelbrot by processes',
    technique: 'process-pool',
    group: 'demos',
    summary: 'The same picture from processes: watch how much later the first tile appears.',
    params: { task: 'mandelbrot', workers: 4 },
  },
  {
    id: 'file-hashing',
    title: 'Hash files',
    technique: 'thread-pool',
    group: 'demos',
    summary: 'SHA-256 of the files of a folder of yours: short tasks, uneven sizes, a little disk.',
    params: { task: 'sha256', tasks: 400, workers: 4 },
  },
  {
    id: 'file-compression',
    title: 'Compress files',
    technique: 'process-pool',
    group: 'demos',
    summary: 'gzip of the files of a folder of yours in processes; nothing is written.',
    params: { task: 'gzip', tasks: 200, workers: 4 },
  },
]
