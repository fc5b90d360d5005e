import { useEffect, useState } from 'react'
import { OWN_TASK } from '../../../workloads/contract/index.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Highlighted } from './highlighted.tsx'
import { FILE_NAMES, loadSource, type Listed } from './sources.ts'
import styles from './code.module.css'
import type { Language } from './tokenize.ts'

const TITLES: Readonly<Record<Language, string>> = { typescript: 'TypeScript', python: 'Python original' }

/** The technique that runs, and what it is in Python; for your own task an example of one. */
export default function Code({ technique, onProgram }: { technique: Listed; onProgram: () => void }) {
  return (
    <div className={styles['code']}>
      <div className={styles['take']}>
        <p>Take it with you: the tasks of this run as a program.</p>
        <Button onClick={onProgram}>Copy as code…</Button>
      </div>
      <Listing key={`${technique} typescript`} technique={technique} language="typescript" />
      {technique !== OWN_TASK && <Listing key={`${technique} python`} technique={technique} language="python" />}
    </div>
  )
}

type Loaded = { readonly state: 'loading' | 'missing' | 'failed' } | { readonly state: 'there'; readonly text: string }

function Listing({ technique, language }: { technique: Listed; language: Language }) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  useEffect(() => {
    let wanted = true
    const show = (next: Loaded): void => {
      if (wanted) setLoaded(next)
    }
    loadSource(technique, language).then(
      (text) => show(text === null ? { state: 'missing' } : { state: 'there', text }),
      () => show({ state: 'failed' }),
    )
    return () => {
      wanted = false
    }
  }, [technique, language])
  const title = technique === OWN_TASK ? 'An example of a task' : TITLES[language]
  return (
    <section className={styles['listing']} aria-label={title}>
      <header className={styles['head']}>
        <h2>{title}</h2>
        <span className="num">{FILE_NAMES[language](technique)}</span>
        {loaded.state === 'there' && <CopyButton label="Copy" text={() => loaded.text} />}
      </header>
      {loaded.state === 'there' ? (
        <Highlighted text={loaded.text} language={language} />
      ) : (
        <p className={styles['none']}>{NOTES[loaded.state]}</p>
      )}
    </section>
  )
}

const NOTES = {
  loading: 'Loading…',
  missing: 'There is no source for this technique in this language.',
  failed: 'The source could not be loaded. Reload the window.',
} as const
