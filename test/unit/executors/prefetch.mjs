import { hold } from '../../conformance/support/tasks.mjs'

/** A number at once; anything else when its gate opens. */
export const quickOrHeld = (input, context) => (typeof input === 'number' ? input : hold(input, context))

/** The size of what came. */
export const sizeOf = (bytes) => bytes.length
