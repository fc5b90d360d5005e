// The host that a bench runs its window against. The TypeScript is translated here and not by a flag of Node, which all
// workers of a run would inherit.
import { tsImport } from 'tsx/esm/api'

await tsImport('./host.ts', import.meta.url)
