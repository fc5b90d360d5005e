import styles from './select.module.css'

interface SelectProps<T extends string> {
  readonly label: string
  /** Shown while nothing is chosen, which a menu of actions always is. */
  readonly placeholder?: string
  readonly value: T | null
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly disabled?: boolean
  readonly onChange: (value: T) => void
}

/** A small list to choose from, drawn by the system: as wide as its closed form needs, keys as everywhere. */
export function Select<T extends string>({ label, placeholder, value, options, disabled = false, onChange }: SelectProps<T>) {
  return (
    <select
      className={styles['select']}
      data-menu={placeholder !== undefined}
      aria-label={label}
      value={value ?? ''}
      disabled={disabled}
      onChange={({ target }) => {
        const chosen = options.find((option) => option.value === target.value)
        if (chosen !== undefined) onChange(chosen.value)
      }}
    >
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
