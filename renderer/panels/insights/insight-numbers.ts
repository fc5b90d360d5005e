import type { InsightNumber, InsightUnit } from '../../../workloads/analysis/insights/index.ts'
import { formatCores, formatCount, formatDuration, formatRate, formatShare, threeDigits } from '../../charts/format.ts'

const FORMATS: Readonly<Record<InsightUnit, (value: number) => string>> = {
  ms: formatDuration,
  // A mean of counts may have a fraction.
  count: (value) => (Number.isInteger(value) ? formatCount(value) : threeDigits(value)),
  share: formatShare,
  'per second': formatRate,
  cores: formatCores,
  factor: (value) => `${threeDigits(value)} ×`,
}

/** A number of a finding, as the rest of the window writes such numbers. */
export const insightNumber = ({ value, unit }: InsightNumber): string => FORMATS[unit](value)
