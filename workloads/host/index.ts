export type { Transport, WireMessage } from '../contract/bridge.ts'
export { MAX_REQUEST_BYTES } from '../contract/bridge.ts'
export { serve, type Served, type ServeOptions } from './serve.ts'
export { createSession, Session, type HostOptions } from './session.ts'
