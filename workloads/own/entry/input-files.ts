import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { createInterface } from 'node:readline'
import { UsageError } from '../../contract/errors.ts'

/** A JSON file is read as a whole. */
const MAX_JSON_BYTES = 256 * 1024 * 1024

type Read = (file: string) => AsyncIterable<unknown>

const READERS: Readonly<Record<string, Read>> = {
  '.json': readJson,
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
  '.csv': (file) => readCsv(file, ','),
  '.tsv': (file) => readCsv(file, '\t'),
  '.txt': readLines,
}

/**
 * The inputs in a file, by its ending: a JSON array, JSON lines, CSV with names in its first row, or lines of text.
 * @throws UsageError for another ending. Reading rejects with one that names the file, and the line where there is one.
 */
export function readInputsFile(file: string): AsyncIterable<unknown> {
  const read = READERS[path.extname(file).toLowerCase()]
  if (read === undefined) throw new UsageError(`${file}: inputs can be read from ${Object.keys(READERS).join(', ')} files.`)
  return readable(file, read(file))
}

async function* readable(file: string, values: AsyncIterable<unknown>): AsyncIterable<unknown> {
  try {
    yield* values
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'it does not exist. Check the path' : message
    throw new UsageError(`The inputs file ${file} cannot be read: ${why}.`, { cause: error })
  }
}

async function* readJson(file: string): AsyncIterable<unknown> {
  const { size } = await stat(file)
  if (size > MAX_JSON_BYTES) {
    throw new UsageError(`${file} has ${size} bytes, and a JSON file may have ${MAX_JSON_BYTES}. Use JSON lines, which are read one by one.`)
  }
  const values = parse(await readFile(file, 'utf8'), file)
  if (!Array.isArray(values)) throw new UsageError(`${file} must hold a JSON array: one element is the input of one task.`)
  yield* values as unknown[]
}

async function* readJsonLines(file: string): AsyncIterable<unknown> {
  let number = 0
  for await (const line of linesOf(file)) {
    number++
    if (line.trim() !== '') yield parse(line, `${file}:${number}`)
  }
}

async function* readLines(file: string): AsyncIterable<unknown> {
  for await (const line of linesOf(file)) if (line !== '') yield line
}

/** Each row is an object of texts. */
async function* readCsv(file: string, delimiter: string): AsyncIterable<unknown> {
  const { CsvError, parse: parseCsv } = await import('csv-parse')
  const parser = parseCsv({ columns: true, bom: true, delimiter, skip_empty_lines: true })
  pipeline(createReadStream(file), parser, () => undefined) // an error of either is thrown by the iteration
  try {
    yield* parser as AsyncIterable<unknown>
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UsageError(`${file}: ${error.message}.`, { cause: error })
  }
}

async function* linesOf(file: string): AsyncIterable<string> {
  const stream = createReadStream(file, 'utf8')
  // `readline` does not pass on errors of its input.
  const failed = new Promise<never>((_resolve, reject) => stream.once('error', reject))
  failed.catch(() => undefined)
  await Promise.race([failed, new Promise((resolve) => stream.once('open', resolve))])
  yield* createInterface({ input: stream, crlfDelay: Infinity })
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new UsageError(`${place}: ${(cause as Error).message}`, { cause })
  }
}
