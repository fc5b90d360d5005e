/** The charts of a run. The names are those of their saved images. */
export const CHART_IDS = [
  'queue-depth',
  'cpu-use',
  'throughput',
  'loop-delay',
  'timeline',
  'latency',
  'completion-order',
  'picture',
] as const
export type ChartId = (typeof CHART_IDS)[number]
