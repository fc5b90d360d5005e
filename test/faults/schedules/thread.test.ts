import { SCHEDULES } from '../scale.ts'
import { holdsFor } from './property.ts'

holdsFor('thread', Math.round(0.45 * SCHEDULES))
