import { z } from 'zod'

/**
 * Lists and records of which only the first wrong element is told. An array of zod tells each: a hostile header of a few
 * MiB then takes minutes and gigabytes to refuse.
 */
export function listOf<T extends z.ZodType>(element: T) {
  return z.array(z.unknown()).transform((values, context) => {
    const list: z.output<T>[] = []
    for (const [index, value] of values.entries()) {
      const parsed = element.safeParse(value)
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        context.addIssue({ code: 'custom', message: issue?.message ?? '', path: [index, ...(issue?.path ?? [])] })
        return z.NEVER
      }
      list.push(parsed.data)
    }
    return list
  })
}

export function recordOf<T extends z.ZodType>(element: T) {
  const isRecord = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => element.safeParse(one).success)
  return z.custom<Record<string, z.output<T>>>(isRecord, 'Invalid input: a value is of a wrong type')
}
