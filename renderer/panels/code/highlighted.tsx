import styles from './code.module.css'
import { tokenize, type Language } from './tokenize.ts'

/** Source text in colours, which scrolls. */
export function Highlighted({ text, language, label }: { text: string; language: Language; label?: string }) {
  return (
    <pre className={styles['text']} tabIndex={0} {...(label === undefined ? {} : { role: 'region', 'aria-label': label })}>
      <code>
        {tokenize(text.trimEnd(), language).map(({ kind, text: piece }, at) =>
          kind === 'plain' ? (
            piece
          ) : (
            <span key={at} className={styles[kind]}>
              {piece}
            </span>
          ),
        )}
      </code>
    </pre>
  )
}
