import type { ComponentProps } from 'react'
import styles from './button.module.css'

export type ButtonLook = 'primary' | 'plain' | 'ghost' | 'danger'

/** A button; `ghost` has no frame until the pointer is on it. */
export function Button(props: ComponentProps<'button'> & { look?: ButtonLook }) {
  const { look = 'plain', className, type = 'button', ...rest } = props
  return <button {...rest} type={type} className={[styles['button'], styles[look], className].join(' ')} />
}
