/** Your task, as its workers are told of it. No schema library here: workers load this file. */
export interface OwnSource {
  /** Absolute path of the module; null for a command. */
  readonly file: string | null
  /** Program and arguments; null for a module. */
  readonly command: readonly string[] | null
  /** Name of the function; empty: `task`, else the default export. */
  readonly exportName: string
  /** Time limit of a command, which must end its process; 0: none. */
  readonly timeoutMs: number
}

/** Where the inputs come from. */
export interface InputsRequest {
  readonly source: OwnSource
  readonly seed: number
  /** Absolute path of a file; null: the module's `inputs`. */
  readonly inputsFile: string | null
}

/** Some inputs, as `v8.serialize` wrote the list of them: compact until they are needed. */
export interface InputChunk {
  readonly bytes: Uint8Array
  readonly count: number
  readonly done: boolean
}
