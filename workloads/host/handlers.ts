import type { RequestInput, RequestName, RequestOutput } from '../contract/index.ts'

/** One function for each request of a window. */
export type Handlers = { [N in RequestName]: (input: RequestInput<N>) => Promise<RequestOutput<N>> }
