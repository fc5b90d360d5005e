import type { ComponentProps } from 'react'
import styles from './number-field.module.css'

interface NumberFieldProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  readonly unit: string | undefined
  /** Of the frame, for its place. */
  readonly className?: string | undefined
}

/** A number as text, in a frame with its unit. `aria-invalid` shows that it is wrong. */
export function NumberField({ unit, className, ...input }: NumberFieldProps) {
  return (
    <span className={[styles['number'], className].join(' ')}>
      <input {...input} className="num" autoComplete="off" />
      <span className={styles['unit']}>{unit}</span>
    </span>
  )
}
