export * from './client.ts'
export * from './connection.ts'
export type { PreloadBridge } from './preload.ts'
export { fetchExport, fetchRunFile } from './run-files.ts'
