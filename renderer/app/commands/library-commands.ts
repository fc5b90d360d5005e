import { EXPORT_CHOICES, EXPORT_ORDER, type ExportChoice } from '../../panels/library/export-choices.ts'
import type { HostStores } from '../../stores/index.ts'
import type { Command, CommandTarget } from './command.ts'
import { noRun } from './run-commands.ts'

/** Recorded runs: the library, files, and exports of the run on screen. */
export function libraryCommands({ stores, show }: CommandTarget): Command[] {
  const { session } = stores
  const blocked = noRun(session.store.getState())
  return [
    { id: 'runs', group: 'Runs', title: 'Recorded runs', key: 'r', words: 'library history delete rename', run: () => show('runs') },
    compareCommand({ stores, show }),
    { id: 'open-file', group: 'Runs', title: 'Open a run file…', key: 'o', words: 'pscope load', run: () => pickRunFile(stores) },
    ...EXPORT_ORDER.map(
      (choice): Command => ({
        id: `export-${choice}`,
        group: 'Runs',
        title: `Export the run: ${EXPORT_CHOICES[choice].title}`,
        words: `save download ${choice}`,
        blocked,
        run: () => void exportShown(stores, choice), // what goes wrong is in `lastError`
      }),
    ),
  ]
}

/** One key goes there and back: to close a comparison, and to open the last one again. */
function compareCommand({ stores: { comparisons }, show }: Pick<CommandTarget, 'stores' | 'show'>): Command {
  const { comparison, last } = comparisons.store.getState()
  return {
    id: 'compare',
    group: 'Runs',
    title: comparison !== null ? 'Close the comparison' : last !== null ? 'Compare the same runs again' : 'Compare recorded runs',
    key: 'c',
    words: 'compare difference versus side by side close',
    run: () => {
      if (comparison !== null) comparisons.close()
      else if (last !== null) void comparisons.open(last) // what goes wrong is in the session's `lastError`
      else show('runs')
    },
  }
}

/** The host exports what its library has: a run that it recorded, by whatever name it has now. */
async function exportShown({ session, library }: HostStores, choice: ExportChoice): Promise<void> {
  await library.refresh()
  const { run } = session.store.getState()
  const saved = library.store.getState().saved?.runs.find(({ runId }) => runId === run.runId)
  const name = saved?.name ?? run.info?.title ?? 'The run'
  await session.actions.exportRun(saved?.id ?? run.runId ?? '', choice, `${name}.${EXPORT_CHOICES[choice].extension}`)
}

/** Browsers open the dialog only while they handle what the user did, and without it being on the page. */
function pickRunFile({ session }: HostStores): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.pscope'
  input.onchange = () => {
    const file = input.files?.[0]
    if (file !== undefined) void session.actions.openFile(file.name, file) // what goes wrong is in `lastError`
  }
  input.click()
}
