/** A form in which a recorded run can leave the app, as people are told of it. */
export interface ExportInfo {
  /** In a list of choices. */
  readonly title: string
  /** What it is good for. */
  readonly summary: string
  /** Of its files, without a first dot. */
  readonly extension: string
}

/** All exports of a run (docs/exports.md), in the order in which they are offered; `workloads/runs/formats/` makes them. */
export const EXPORTS = {
  html: { title: 'Web page that replays it', summary: 'one file that replays the run in any browser, offline', extension: 'html' },
  'chrome-trace': { title: 'Chrome trace, for Perfetto', summary: 'a timeline for Perfetto and chrome://tracing', extension: 'trace.json' },
  csv: { title: 'CSV, a row per task', summary: 'one row per task, for spreadsheets and data frames', extension: 'csv' },
  json: { title: 'JSON, all there is', summary: 'everything that was recorded as one object, for programs', extension: 'json' },
  markdown: { title: 'Markdown report', summary: 'a report with charts, for people', extension: 'md' },
} as const satisfies Readonly<Record<string, ExportInfo>>

export type ExportId = keyof typeof EXPORTS

export const EXPORT_IDS = Object.keys(EXPORTS) as ExportId[]

export const isExportId = (name: string): name is ExportId => Object.hasOwn(EXPORTS, name)

/**
 * Where the page that replays a run (renderer/replay.html) gets its title; for a demo, what is shown when, as JSON; and,
 * as base64 of gzip, its run file, or those of the demo one after the other.
 */
export const REPLAY_PAGE_MARKS = { title: '%poolscope-title%', demo: '%poolscope-demo%', run: '%poolscope-run%' } as const

/** Ids of the elements of that page which have them. */
export const REPLAY_PAGE_RUN_ID = 'poolscope-run'
export const REPLAY_PAGE_DEMO_ID = 'poolscope-demo'
