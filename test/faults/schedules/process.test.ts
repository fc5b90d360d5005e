import { SCHEDULES } from '../scale.ts'
import { holdsFor } from './property.ts'

holdsFor('process', Math.round(0.25 * SCHEDULES))
