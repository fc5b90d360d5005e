import { SCHEDULES } from '../scale.ts'
import { holdsFor } from './property.ts'

holdsFor('event-loop', Math.round(0.3 * SCHEDULES))
