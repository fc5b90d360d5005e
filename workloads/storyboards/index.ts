export * from './library.ts'
export * from './parse.ts'
