export * from './erlang-c.ts'
export * from './mmc-prediction.ts'
export * from './queue-window.ts'
