import { useRef, useState } from 'react'
import { readStoryboard, type TextProblem } from '../../workloads/analysis/storyboard/parse.ts'
import { formatPlural } from '../ui/words.ts'
import styles from './form.module.css'

const MOST_PROBLEMS = 50

/** The storyboard as YAML, and what is wrong with it, by line and column. */
export function TextPage({ text, onText }: { text: string; onText: (text: string) => void }) {
  const area = useRef<HTMLTextAreaElement>(null)
  // While it is typed in it stays as typed, though the draft would print it otherwise.
  const [typed, setTyped] = useState(text)
  const read = readStoryboard(typed)
  const problems = read.ok ? [] : read.problems
  const type = (next: string): void => {
    setTyped(next)
    onText(next)
  }
  const goTo = ({ line, column }: TextProblem): void => {
    const at = offsetOf(typed, line, column)
    area.current?.focus()
    area.current?.setSelectionRange(at, at)
  }
  return (
    <div className={styles['text']}>
      <textarea
        ref={area}
        aria-label="Storyboard as YAML"
        aria-invalid={problems.length > 0}
        aria-describedby="storyboard-problems"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
      <section id="storyboard-problems" aria-label="What is wrong">
        <h2>{problems.length === 0 ? 'Nothing is wrong' : formatPlural(problems.length, 'mistake')}</h2>
        <ul>
          {problems.slice(0, MOST_PROBLEMS).map((problem, at) => (
            <li key={at}>
              <button type="button" onClick={() => goTo(problem)}>
                <b>
                  line {problem.line}, column {problem.column}
                </b>
                <span>{problem.reason}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function offsetOf(text: string, line: number, column: number): number {
  let at = 0
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf('\n', at)
    if (end < 0) break
    at = end + 1
  }
  return Math.min(text.length, at + column - 1)
}
