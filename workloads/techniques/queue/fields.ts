import type { ParamMeta } from '../../contract/index.ts'
import { choice, integerParam, measureSpinRate, workloadShapeWith, type WorkloadOptions } from '../../tasks/index.ts'
import { ENDINGS } from './item.ts'

/** Parameters of both producer-consumer techniques. */
export function queueFields(most: number) {
  return {
    producers: integerParam(1, most, 1, { label: 'Producers' }),
    consumers: integerParam(1, most, 2, { label: 'Consumers' }),
    capacity: integerParam(0, 100_000, 8, { label: 'Capacity', help: 'Items in the queue at most. 0: no bound.' }),
    ending: choice(ENDINGS)
      .default('sentinel-each')
      .meta({
        label: 'Ends by',
        help: 'How consumers learn that nothing more comes.',
        choiceLabels: {
          'sentinel-each': 'an end mark for each consumer',
          'put-back': 'one end mark, put back by each',
          shutdown: 'shutting the queue down',
          'one-sentinel': 'one end mark (one consumer is stuck)',
          'while-not-empty': 'consumers check for empty (work is left)',
        },
      } satisfies ParamMeta),
    ...workloadShapeWith({ tasks: 120, task: 'spin', durationMs: 20 }),
  }
}

/** Producers make the tasks themselves: they get the spin rate instead of measuring it while others work. */
export async function producerOptions(task: string, defaultFolder: string): Promise<WorkloadOptions> {
  return { defaultFolder, ...(task === 'spin' ? { iterationsPerMs: await measureSpinRate() } : {}) }
}
