import type { InitializeHook, ResolveHook } from 'node:module'

let url = ''

/** Runs on Node's own thread for module hooks: the one name that the stand-in takes over. */
export const initialize: InitializeHook<string> = (given) => {
  url = given
}

export const resolve: ResolveHook = (specifier, context, next) =>
  specifier === 'electron' ? { url, shortCircuit: true } : next(specifier, context)
