// `npm run soak`. The TypeScript of this program is translated here and not by a flag of Node, which all threads would
// inherit: the threads that are measured are to be those of an application.
import { tsImport } from 'tsx/esm/api'

await tsImport('./soak.ts', import.meta.url)
