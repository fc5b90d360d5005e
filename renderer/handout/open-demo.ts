import type { DemoPage } from '../../workloads/contract/index.ts'
import { openRun, type RunModel } from '../stores/index.ts'

/**
 * The runs of a demo, as its show counts them.
 * @param bytes their run files, one after the other
 * @throws RunFileError when one has nothing that can be shown
 */
export async function openDemoRuns({ title, runBytes }: Pick<DemoPage, 'title' | 'runBytes'>, bytes: Uint8Array): Promise<RunModel[]> {
  const runs: RunModel[] = []
  let at = 0
  for (const length of runBytes) {
    const { run } = await openRun(title, bytes.subarray(at, at + length))
    run.seek(0, false)
    runs.push(run)
    at += length
  }
  return runs
}
