import styles from './swatch.module.css'

/** Colours in the palette; from there on they repeat. */
export const WORKER_COLORS = 8

/** Token of a worker's colour. */
export function workerToken(index: number): string {
  return `--w${index % WORKER_COLORS}`
}

/** A worker's colour beside its name: filled for the first eight, then rings, then filled again. Decoration only. */
export function Swatch({ worker }: { worker: number }) {
  const ring = Math.floor(worker / WORKER_COLORS) % 2 === 1
  return (
    <i
      aria-hidden="true"
      className={[styles['swatch'], ring ? styles['ring'] : ''].join(' ')}
      style={{ color: `var(${workerToken(worker)})` }}
    />
  )
}
