import { z } from 'zod'
import { queueFields } from './queue/fields.ts'
import { defineTechnique } from './technique.ts'

const schema = z.object(queueFields(16))

export const processQueue = defineTechnique({
  id: 'process-queue',
  title: 'Process queue',
  schema,
  capacity: ({ capacity }) => (capacity > 0 ? capacity : null),
  run: () => Promise.reject(new Error('being built')),
})
