/** True when two types are the same, `any` and `unknown` told apart. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the compiler compares the two conditions
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** True when a function can be called so; generic parameters are inferred as in a call. */
export type Accepts<F, Args extends readonly unknown[]> = F extends (...args: Args) => unknown ? true : false

/** Fails to compile unless every member is true. */
export type AllTrue<_ extends Readonly<Record<string, true>>> = true
