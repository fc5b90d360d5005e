import type { Step } from '../../workloads/contract/index.ts'

/** What each kind of step does, for who makes one. */
export const STEP_HELP: Readonly<Record<Step['step'], string>> = {
  card: 'Fills the stage with a title and a text. A chapter begins.',
  chapter: 'A chapter begins, without a card.',
  show: 'Which charts are on the stage.',
  say: 'A caption: what to look at, and why it happens.',
  hold: 'Nothing happens for a while.',
  run: 'Starts a run and goes on at once. Its captions come when the run says so.',
  until: 'Waits for a moment of the run.',
  turn: 'Turns a live knob of the run that goes on.',
  highlight: 'Dims all charts but one.',
  predict: 'Asks the audience, waits, and tells the right answer.',
  replay: 'Shows a run again, slower or faster.',
  compare: 'The figures of two runs of this demo, side by side.',
}
