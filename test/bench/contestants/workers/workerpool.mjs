import workerpool from 'workerpool'
import { noop, timedSpin } from './tasks.mjs'

workerpool.worker({ noop, timedSpin })
