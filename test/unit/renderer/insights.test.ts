import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Insight } from '../../../workloads/analysis/insights/index.ts'
import { insightNumber } from '../../../renderer/panels/insights/insight-numbers.ts'
import { Findings, type FindingsProps } from '../../../renderer/panels/insights/findings.tsx'
import { startInsights } from '../../../renderer/stores/insights.ts'
import { RunModel } from '../../../renderer/stores/run-model.ts'
import { batch, counts, INFO } from './batches.ts'
import { workerInfo } from './workers.ts'

const LOST = { submittedMs: 0, dispatchedMs: 5, startedMs: 5, finishedMs: 9, receivedMs: 9, id: 3, outcome: 4 }

function lostRun(state: RunModel['state']): RunModel {
  const run = new RunModel()
  const workers = [workerInfo(0, { state: 'lost' })]
  if (state !== 'idle') run.apply(batch(0, { info: INFO, state, workers, counts: counts({ submitted: 4, lost: 1 }) }, { tasks: [LOST] }))
  return run
}

const insightsOf = (run: RunModel) => new Promise<readonly Insight[]>((resolve) => void startInsights(run, resolve))

describe('startInsights', () => {
  it('finds what stands out in a run that has ended', async () => {
    const [insight, ...others] = await insightsOf(lostRun('finished'))
    expect(others).toEqual([])
    expect(insight).toMatchObject({ id: 'tasks-lost', evidence: { fromMs: 5, toMs: 9, workers: [0], tasks: [3] } })
  })

  it.each(['idle', 'running'] as const)('finds nothing in a run that is %s', async (state) => {
    expect(await insightsOf(lostRun(state))).toEqual([])
  })

  it('says nothing once it was ended', async () => {
    const told: string[] = []
    startInsights(lostRun('finished'), () => told.push('ended one'))()
    await insightsOf(lostRun('finished'))
    expect(told).toEqual([])
  })
})

describe('the list of findings', () => {
  const insight: Insight = {
    id: 'cold-start',
    severity: 'hint',
    title: 'Starting takes long',
    text: 'Keep the pool.',
    numbers: [{ label: 'Share', value: 0.614, unit: 'share' }],
    evidence: { fromMs: 0, toMs: 60 },
  }
  const htmlOf = (insights: FindingsProps['insights'], shown: FindingsProps['shown'] = null): string =>
    renderToStaticMarkup(createElement(Findings, { insights, shown, onShow: () => undefined }))

  it('says why it is empty', () => {
    expect(htmlOf(null)).toContain('Findings come when the run has ended.')
    expect(htmlOf([])).toContain('Nothing stands out.')
  })

  it('has severity in words, text and numbers, and a button that is pressed while its evidence is shown', () => {
    const html = htmlOf([insight])
    for (const part of ['>hint<', 'Keep the pool.', '61.4 %', 'aria-pressed="false"']) expect(html).toContain(part)
    expect(htmlOf([insight], insight.evidence)).toContain('aria-pressed="true"')
  })

  it('writes numbers as the rest of the window does', () => {
    const shown = (['ms', 'count', 'share', 'per second', 'cores', 'factor'] as const).map((unit) =>
      insightNumber({ label: '', value: 1.5, unit }),
    )
    expect(shown).toEqual(['1.50 ms', '1.50', '150 %', '1.50 /s', '1.50', '1.50 ×'])
  })
})
