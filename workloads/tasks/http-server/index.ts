export { httpServerOptionsSchema, type HttpServerOptions, type HttpServerStats } from './protocol.ts'
export { startHttpServer, type HttpServer } from './start.ts'
