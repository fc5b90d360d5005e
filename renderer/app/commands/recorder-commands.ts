import { choiceOf } from '../../recorder/record-choice.ts'
import { isFree, isRecording } from '../../recorder/recorder-data.ts'
import type { Command, CommandTarget } from './command.ts'

/** Screen recordings. */
export function recorderCommands({ stores: { settings }, recording }: Pick<CommandTarget, 'stores' | 'recording'>): Command[] {
  if (recording === null) return []
  const { recorder, showVideos } = recording
  const data = recorder.store.getState()
  const goesOn = isRecording(data)
  const paused = data.phase === 'paused'
  return [
    {
      id: 'record-screen',
      group: 'Window',
      title: goesOn ? 'Stop recording the screen' : 'Record the screen',
      key: 'v',
      words: 'video screen capture film webm mp4 demo',
      blocked: data.phase === 'finishing' ? 'A recording is being finished.' : null,
      run: () => {
        if (isFree(data)) void recorder.record(choiceOf(settings.getState())) // what goes wrong is in its store
        else if (goesOn) recorder.stop()
        else recorder.cancel()
      },
    },
    {
      id: 'pause-recording',
      group: 'Window',
      title: paused ? 'Go on recording the screen' : 'Pause the screen recording',
      words: 'video resume',
      blocked: goesOn ? null : 'Nothing is being recorded.',
      run: () => (paused ? recorder.resume() : recorder.pause()),
    },
    {
      id: 'videos',
      group: 'Window',
      title: 'Screen recordings…',
      words: 'video format size frames save delete webm mp4',
      blocked: isFree(data) ? null : 'The screen is being recorded.',
      run: showVideos,
    },
  ]
}
