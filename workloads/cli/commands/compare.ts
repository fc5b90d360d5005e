import { compareRuns, costOf, measuresOf, type RecordedRun } from '../../analysis/index.ts'
import { UsageError, type TaskCost } from '../../contract/index.ts'
import type { Terminal } from '../output.ts'
import { readRecordedFile } from '../recorded-file.ts'
import { comparisonJson, comparisonText, type ComparedSide } from '../text/comparison.ts'
import { missingTexts } from '../text/missing.ts'

/**
 * Compares two runs, each given as one run file or as several of the same run, separated by commas.
 * @throws UsageError for a file that cannot be read or does not reach the end of its run, and for repeats of different runs
 */
export async function compare(a: string, b: string, options: { json?: boolean }, { out, err }: Terminal): Promise<void> {
  // One after the other: recordings are large, and little is kept of each.
  const sides = [await readSide(a), await readSide(b)] as const
  for (const { warnings } of sides) {
    for (const text of warnings) err.write(`${err.style('yellow', 'warning')}: ${text}\n`)
  }
  const rows = compareRuns(sides[0].measures, sides[1].measures)
  out.write(options.json === true ? comparisonJson(sides, rows) : comparisonText(sides, rows, out.style))
}

async function readSide(list: string): Promise<ComparedSide> {
  const files = list.split(',').filter((file) => file !== '')
  const runs: RecordedRunInfo[] = []
  for (const file of files) runs.push(await readOne(file))
  const [first] = runs
  if (first === undefined) throw new UsageError('Name two run files, or lists of them: poolscope compare a.pscope b.pscope')
  const { preset, technique, title, params } = first.info
  const other = runs.find(({ info }) => info.preset !== preset || JSON.stringify(info.params) !== JSON.stringify(params))
  if (other !== undefined) {
    throw new UsageError(`"${first.file}" and "${other.file}" are no repeats: their presets or parameters differ.`)
  }
  return {
    files,
    preset,
    technique,
    title,
    params,
    workerKinds: [...new Set(runs.flatMap(({ kinds }) => kinds))].sort(),
    measures: runs.map(({ measures }) => measures),
    costs: runs.flatMap(({ cost }) => cost ?? []),
    warnings: runs.flatMap(({ warnings }) => warnings),
  }
}

interface RecordedRunInfo extends Pick<RecordedRun, 'info'> {
  readonly file: string
  readonly kinds: readonly string[]
  readonly measures: ReturnType<typeof measuresOf>
  readonly cost: TaskCost | null
  readonly warnings: readonly string[]
}

async function readOne(file: string): Promise<RecordedRunInfo> {
  const { run } = await readRecordedFile(file)
  const missing = missingTexts(run)
  if (run.summary === null) throw new UsageError(`"${file}" cannot be compared: ${missing.join(' ')}`)
  const { outcome } = run.summary
  const notes = [...missing, ...(outcome === 'ok' ? [] : [`its run ${outcome === 'failed' ? 'failed' : 'was stopped'}.`])]
  return {
    file,
    info: run.info,
    kinds: run.workers.map(({ kind }) => kind),
    measures: measuresOf(run),
    cost: costOf(run),
    warnings: notes.map((note) => `"${file}": ${note}`),
  }
}
