import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as later } from 'node:timers/promises'

const { searchParams } = new URL(import.meta.url)
appendFileSync(searchParams.get('log'), 'start module\n')
while (!existsSync(searchParams.get('gate'))) await later(2)

export function work({ log }) {
  appendFileSync(log, 'start work\n')
  return 'worked'
}
