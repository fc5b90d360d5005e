/** The charts of a run. The names are those of their saved images and of a storyboard's panels. */
export const CHART_IDS = [
  'queue-depth',
  'cpu',
  'throughput',
  'loop-delay',
  'timeline',
  'latency',
  'completion-order',
  'picture',
] as const
export type ChartId = (typeof CHART_IDS)[number]
