import { Save } from 'lucide-react'
import { useState } from 'react'
import { LIBRARIES, programOf, sizeName, type Library, type Program, type ProgramJob } from '../../../workloads/analysis/index.ts'
import { saveBlob } from '../../stores/save-blob.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { fileName } from '../figure/figure-images.ts'
import styles from './code-dialog.module.css'
import { Highlighted } from './highlighted.tsx'

const NAMES: Readonly<Record<Library, string>> = { poolscope: 'Poolscope', piscina: 'piscina', node: 'Node alone' }

/** A program that does the tasks of a run, for the library that one chooses: to be copied or saved. */
export default function CodeDialog({ title, job: { pool, task }, onClose }: { title: string; job: ProgramJob; onClose: () => void }) {
  const [library, setLibrary] = useState<Library>('poolscope')
  const program: Program = 'reason' in task ? task : programOf(library, pool, task)
  const text = 'text' in program ? program.text : ''
  return (
    <Dialog
      wide
      title="Copy as code"
      onClose={onClose}
      actions={
        <>
          <Button disabled={text === ''} onClick={() => saveBlob(new Blob([text], { type: 'text/javascript' }), `${fileName(title)}.mjs`)}>
            <Save size={14} aria-hidden="true" /> Save
          </Button>
          {text !== '' && <CopyButton label="Copy" text={() => text} />}
          <Button look="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <div className={styles['top']}>
        <p>
          The tasks of <b>{title}</b> with {sizeName(pool.as, pool.workers)}: one file, which runs with <code>node</code>.
        </p>
        <Segmented label="Written for" value={library} options={LIBRARIES.map((value) => ({ value, label: NAMES[value] }))} onChange={setLibrary} />
      </div>
      {'text' in program ? (
        <div className={styles['program']}>
          <Highlighted text={program.text} language="typescript" label="Program" />
        </div>
      ) : (
        <p className={styles['none']} role="status">
          {program.reason}
        </p>
      )}
    </Dialog>
  )
}
