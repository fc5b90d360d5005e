import { Dialog } from '../../ui/dialog.tsx'
import { COMMAND_GROUPS, type Command } from './command.ts'
import { KeyCaps } from './key-caps.tsx'
import styles from './keys-dialog.module.css'

/** Every key that does something. */
export function KeysDialog({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const groups = COMMAND_GROUPS.map((title) => ({
    title,
    rows: commands.flatMap(({ group, key, also = [], title: what }) => (group === title && key !== undefined ? [{ keys: [key, ...also], what }] : [])),
  }))
  return (
    <Dialog wide title="Keyboard" onClose={onClose}>
      <div className={styles['groups']} role="group" aria-label="Keys" tabIndex={0}>
        {[...groups, { title: 'Where the focus is', rows: FOCUSED }]
          .filter(({ rows }) => rows.length > 0)
          .map(({ title, rows }) => (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              <dl>
                {rows.map(({ keys, what }) => (
                  <div key={what}>
                    <dt>{what}</dt>
                    <dd>
                      {keys.map((key) => (
                        <KeyCaps key={key} of={key} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  )
}

/** Keys of single controls, which are no commands. */
const FOCUSED = [
  { keys: ['↑', '↓'], what: 'Gallery: preset before, after' },
  { keys: ['↑', '↓'], what: 'Numbers: one more or less, with Shift ten' },
  { keys: ['←', '→'], what: 'Tabs, sliders: next one, one step' },
  { keys: ['Tab'], what: 'From part to part' },
  { keys: ['Escape'], what: 'Close what is open' },
]
