import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Params } from '../contract/index.ts'
import { filesOf, ownTaskSchema } from '../own/index.ts'
import { dataFolder } from './files/data-folder.ts'

/** What the user agreed to is remembered for so many modules and commands, the newest. */
const MAX_REMEMBERED = 1_000

/** Agreed to: hash of the content, by path of the module or text of the command. */
const consentsSchema = z.object({ version: z.literal(1), agreed: z.array(z.tuple([z.string(), z.string()])) })

export interface Consent {
  /** What the user must be asked; null when he agreed to this very content before. */
  readonly question: string | null
  /** He agreed now. Never rejects. */
  remember(): Promise<void>
}

/**
 * Whether your own task may run: its code can do what its user can. Asked once for the content of a module with the files
 * that it imports from its own project, and again when any of them has changed; packages are not looked at.
 * @param params of `ownTaskSchema`
 */
export async function ownTaskConsent(params: Params, folder = dataFolder()): Promise<Consent> {
  const { path: module, command } = ownTaskSchema.parse(params)
  const key = module === '' ? `command: ${command}` : module
  const hash = await hashOf(module === '' ? [] : filesOf(module), key)
  const file = path.join(folder, 'agreed.json')
  const agreed = await read(file)
  const known = agreed.find(([name]) => name === key)?.[1]
  return {
    question: known === hash ? null : ask(module, command, known !== undefined),
    // Where it cannot be written he is asked again the next time.
    remember: () => write(file, [...agreed.filter(([name]) => name !== key), [key, hash]]).catch(() => undefined),
  }
}

function ask(module: string, command: string, isChanged: boolean): string {
  const what = module === '' ? `The command "${command}"` : module
  const changed = isChanged ? `${module} or a file that it imports has changed. ` : ''
  return `${changed}${what} will run with your rights: it can read, change, delete and send whatever you can. Run only what you trust.`
}

async function hashOf(files: readonly string[], key: string): Promise<string> {
  const hash = createHash('sha256').update(key)
  for (const file of [...files].sort()) {
    const content = await readFile(file).catch(() => Buffer.alloc(0)) // a run of it will say that it cannot be read
    hash.update(`\0${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

type Agreed = z.infer<typeof consentsSchema>['agreed']

/** Empty when there is none, or it is damaged: then the user is asked again. */
async function read(file: string): Promise<Agreed> {
  try {
    return consentsSchema.parse(JSON.parse(await readFile(file, 'utf8'))).agreed
  } catch {
    return []
  }
}

async function write(file: string, agreed: Agreed): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  const content: z.infer<typeof consentsSchema> = { version: 1, agreed: agreed.slice(-MAX_REMEMBERED) }
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 })
  await rename(draft, file) // whole, or not at all
}
