import { describeParameters, OWN_TASK, type PresetInfo } from '../contract/index.ts'
import { ownTaskSchema } from './schema.ts'

/**
 * Your own task as the window's gallery shows it.
 * @param recent paths of modules that were run before
 */
export function ownTaskInfo(recent: readonly string[]): PresetInfo {
  return {
    id: OWN_TASK,
    title: 'Your task',
    technique: OWN_TASK,
    group: 'yours',
    summary: 'Your own module or command, under each model.',
    params: {},
    fields: describeParameters(ownTaskSchema).map((field) => (field.name === 'path' ? { ...field, suggestions: [...recent] } : field)),
  }
}
