export * from './cost-words.ts'
export * from './quantiles.ts'
export * from './task-cost.ts'
export { partsOfTask, sumOfParts, type CostInput } from './task-parts.ts'
