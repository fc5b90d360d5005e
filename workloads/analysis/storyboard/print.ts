import { stringify } from 'yaml'

/** As YAML: what `parseStoryboard` reads. Also of one that is not finished. */
export const printStoryboard = (storyboard: unknown): string => stringify(storyboard, { lineWidth: 0 })
