import { ThreadWorker } from 'poolifier'
import { noop } from './tasks.mjs'

export default new ThreadWorker(noop)
