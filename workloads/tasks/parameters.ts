import { z } from 'zod'
import type { ParamMeta } from '../contract/parameters.ts'
import { TASK_KINDS, type TaskKind } from '../contract/tasks.ts'
import { choice, integerParam, numberParam, when } from './fields.ts'
import { MAX_DURATION_MS } from './limits.ts'
import { VIEWS, type ViewName } from './mandelbrot.ts'

const DISTRIBUTIONS = ['fixed', 'uniform', 'log-normal', 'bimodal'] as const
const ORDERS = ['shuffled', 'long-first'] as const
const ARRIVALS = ['all-at-once', 'steady', 'poisson'] as const
const FAULTS = ['none', 'fail', 'crash', 'hang'] as const
const VIEW_NAMES = Object.keys(VIEWS) as [ViewName, ...ViewName[]]

/** What a technique's own tasks may be; HTTP requests need a server, which is the network technique's business. */
export const LOCAL_KINDS = TASK_KINDS.filter((kind) => kind !== 'http-get') as [TaskKind, ...TaskKind[]]

const MAX_TASKS = 1_000_000
const MAX_N = 100_000_000
const MAX_SIZE_BYTES = 256 * 1024 * 1024

const KIND_LABELS = {
  noop: 'nothing (no-op)',
  spin: 'spin: CPU work by the millisecond',
  'sum-of-squares': 'sum of squares up to n',
  primes: 'count primes up to n',
  mandelbrot: 'Mandelbrot tiles',
  sha256: 'SHA-256 of files',
  gzip: 'gzip files',
  sleep: 'sleep',
  'read-file': 'read files',
  'http-get': 'HTTP GET',
  allocate: 'allocate memory',
  echo: 'echo bytes (transfer cost)',
  fail: 'fail',
  crash: 'crash the worker',
  hang: 'hang',
} as const satisfies Record<TaskKind, string>

/** Defaults of a technique that differ from those below, and the kinds it offers. */
export interface WorkloadDefaults {
  tasks?: number
  task?: TaskKind
  durationMs?: number
  n?: number
}

/**
 * The parameters of a workload, to be spread into a technique's `z.object({...})`. A field whose `showWhen` names a
 * field that is itself hidden is to be hidden too.
 */
export function workloadShapeWith(defaults: WorkloadDefaults = {}, kinds = LOCAL_KINDS) {
  const { tasks = 200, task = 'spin', durationMs = 20, n = 1_000_000 } = defaults
  const countable = kinds.filter((kind) => kind !== 'mandelbrot')
  return {
    tasks: integerParam(1, MAX_TASKS, tasks, { label: 'Tasks', ...when('task', ...countable) }),
    task: choice(kinds)
      .default(task)
      .meta({ label: 'Task', help: 'What each task does.', choiceLabels: KIND_LABELS } satisfies ParamMeta),
    durationMs: numberParam(0, MAX_DURATION_MS, durationMs, {
      label: 'Duration',
      unit: 'ms',
      help: 'Of a typical task: the mean, or the length of the short ones.',
      ...when('task', 'spin', 'sleep'),
    }),
    distribution: choice(DISTRIBUTIONS)
      .default('fixed')
      .meta({
        label: 'Durations',
        help: 'How the durations of the tasks differ.',
        choiceLabels: {
          fixed: 'all the same',
          uniform: 'uniform',
          'log-normal': 'log-normal (a few long ones)',
          bimodal: 'bimodal (short and long)',
        },
        ...when('task', 'spin', 'sleep'),
      } satisfies ParamMeta),
    spread: numberParam(0, 1, 0.5, {
      label: 'Spread',
      help: '0.5: from half to one and a half times the duration.',
      ...when('distribution', 'uniform'),
    }),
    sigma: numberParam(0, 3, 1, {
      label: 'Sigma',
      help: 'Standard deviation of the logarithm of the duration; the mean stays the same.',
      ...when('distribution', 'log-normal'),
    }),
    longMs: numberParam(0, MAX_DURATION_MS, 400, {
      label: 'Long duration',
      unit: 'ms',
      ...when('distribution', 'bimodal'),
    }),
    longShare: numberParam(0, 1, 0.1, {
      label: 'Share of long tasks',
      help: 'Exactly this share of the tasks, rounded.',
      ...when('distribution', 'bimodal'),
    }),
    order: choice(ORDERS)
      .default('shuffled')
      .meta({
        label: 'Order',
        choiceLabels: { shuffled: 'shuffled', 'long-first': 'long ones first' },
        ...when('distribution', 'bimodal'),
      } satisfies ParamMeta),
    n: integerParam(1, MAX_N, n, {
      label: 'n',
      help: 'How far to sum, or to look for primes.',
      ...when('task', 'sum-of-squares', 'primes'),
    }),
    sizeBytes: integerParam(0, MAX_SIZE_BYTES, 65_536, {
      label: 'Size',
      unit: 'bytes',
      help: 'Allocated, or sent to the worker and back.',
      ...when('task', 'allocate', 'echo'),
    }),
    folder: z
      .string({ error: 'Use the path of a folder.' })
      .default('')
      .meta({
        label: 'Folder',
        help: "Its files are read and never changed. Empty: the app's own sources.",
        widget: 'folder',
        ...when('task', 'sha256', 'gzip', 'read-file'),
      } satisfies ParamMeta),
    ...pictureShape(),
    ...arrivalShape(),
    fault: choice(FAULTS)
      .default('none')
      .meta({
        label: 'Faults',
        help: 'What some of the tasks do instead.',
        choiceLabels: { none: 'none', fail: 'throw', crash: 'kill their worker', hang: 'never end' },
      } satisfies ParamMeta),
    faultShare: numberParam(0, 1, 0.05, {
      label: 'Share of faults',
      help: 'Exactly this share of the tasks, rounded.',
      ...when('fault', 'fail', 'crash', 'hang'),
    }),
  }
}

/** When tasks are submitted. */
export function arrivalShape(help = 'When the tasks are submitted.') {
  return {
    arrival: choice(ARRIVALS)
      .default('all-at-once')
      .meta({
        label: 'Arrival',
        help,
        choiceLabels: { 'all-at-once': 'all at once', steady: 'at a steady rate', poisson: 'at random (Poisson)' },
      } satisfies ParamMeta),
    ratePerSecond: numberParam(0.1, 1_000_000, 100, {
      label: 'Rate',
      unit: '/s',
      ...when('arrival', 'steady', 'poisson'),
    }),
  }
}

function pictureShape() {
  const mandelbrot = when('task', 'mandelbrot')
  return {
    view: choice(VIEW_NAMES)
      .default('whole')
      .meta({
        label: 'View',
        choiceLabels: { whole: 'the whole set', seahorses: 'seahorses', elephants: 'elephants', spiral: 'a spiral' },
        ...mandelbrot,
      } satisfies ParamMeta),
    pictureWidth: integerParam(16, 4096, 960, { label: 'Picture width', unit: 'px', ...mandelbrot }),
    pictureHeight: integerParam(16, 4096, 640, { label: 'Picture height', unit: 'px', ...mandelbrot }),
    tileSize: integerParam(8, 1024, 64, {
      label: 'Tile',
      unit: 'px',
      help: 'Side of the square that each task computes.',
      ...mandelbrot,
    }),
    maxIterations: integerParam(10, 100_000, 1000, {
      label: 'Iterations',
      help: 'The most for each pixel: what a pixel inside the set costs.',
      ...mandelbrot,
    }),
  }
}

export const workloadShape = workloadShapeWith()
export const workloadSchema = z.object(workloadShape)
/** Checked parameters of a workload. `task` may be any kind: a technique may make HTTP requests of its own. */
export type WorkloadParams = Omit<z.infer<typeof workloadSchema>, 'task'> & { task: TaskKind }
