import type { SideTab } from '../../panels/side.tsx'

/** A stop of the tour: a part of the window, and what is to be said of it. */
export interface TourStep {
  /** What is pointed at, by what it is called. */
  readonly target: string
  /** A part of it beside which there is room for words, where it fills the window itself. */
  readonly beside?: string
  readonly side: 'top' | 'right' | 'bottom' | 'left'
  readonly title: string
  readonly text: string
  /** A tab of the details that must be open for it. */
  readonly tab?: SideTab
  /** A preset that is run in this step. */
  readonly runs?: string
}

/** About two minutes. Everything shown is the window's own, and the run is a real one. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    target: 'nav[aria-label="Presets"]',
    side: 'right',
    title: 'Choose what to run',
    text: 'Each preset is a real workload on real threads, processes or event loops: ten techniques, then what goes wrong with them, then demos.',
  },
  {
    target: 'header [aria-keyshortcuts="Space"]',
    side: 'bottom',
    title: 'Run it',
    text: 'This button, or Space, runs the preset and stops it again. Try it with “Thread pool”: four threads share a queue of tasks for a few seconds.',
    runs: 'thread-pool',
  },
  {
    target: '[role="region"][aria-label="Charts"]',
    beside: '[role="region"][aria-label="Charts"] section',
    side: 'bottom',
    title: 'Watch it live',
    text: 'How many tasks wait in the queue, how many cores are busy, how many tasks end a second. Move the pointer: one crosshair goes through all charts.',
  },
  {
    target: 'section:has([role="group"][aria-label^="Timeline"])',
    side: 'top',
    title: 'See every task',
    text: 'A lane per worker, a bar per task. Zoom with the wheel or W and S, pan with A and D; click a bar, and every panel follows.',
  },
  {
    target: 'footer',
    side: 'top',
    title: 'Replay it',
    text: 'Pause while the run goes on, drag through its time, step from task to task, or play it at a tenth of its speed. K plays and pauses.',
  },
  {
    target: 'aside[aria-label="Details"]',
    side: 'left',
    title: 'Know why',
    text: 'Insights say what stands out in a run, with the numbers behind it. The other tabs have its parameters, workers, tasks, log, summary and code.',
    tab: 'Insights',
  },
  {
    target: 'header [aria-label="Recorded runs"]',
    side: 'bottom',
    title: 'Keep and compare',
    text: 'Every run is recorded. Open, rename, export and compare runs here, or drop a run file on the window.',
  },
  {
    target: 'header [aria-label="Commands"]',
    side: 'bottom',
    title: 'Find everything',
    text: 'All that the window does is in this list, by name and with its key. Press ? for the keys alone. The tour is in it, too.',
  },
]
