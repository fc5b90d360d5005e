/** A model y = f(x; parameters) with its derivatives by each parameter. */
export interface Model {
  value(x: number, parameters: readonly number[]): number
  gradient(x: number, parameters: readonly number[]): readonly number[]
}

export interface Observation {
  readonly x: number
  readonly y: number
}

export interface LeastSquaresFit {
  readonly parameters: readonly number[]
  /** Covariance of the parameters; rows and columns of those held at their bound are 0. null: cannot be told. */
  readonly covariance: readonly (readonly number[])[] | null
  /** Observations less free parameters. */
  readonly degreesOfFreedom: number
}

const MAX_STEPS = 500
const TOLERANCE = 1e-12
const MAX_DAMPING = 1e12
const REWEIGHTINGS = 20
/** Huber's constant: 95% as efficient as least squares where errors are normal. */
const HUBER = 1.345
/** Median absolute deviation to standard deviation, for normal errors. */
const MAD_TO_SIGMA = 1.4826

/**
 * Non-linear least squares with parameters that may not be negative: Levenberg-Marquardt (Marquardt, "An algorithm for
 * least-squares estimation of nonlinear parameters", 1963), where a parameter at 0 that would become negative is held
 * there for the step. Robust by Huber's weights (Huber, "Robust estimation of a location parameter", 1964), the scale
 * being the median absolute deviation of the residuals: one spoilt run does not bend the curve.
 */
export function fitLeastSquares(model: Model, observations: readonly Observation[], start: readonly number[]): LeastSquaresFit {
  const scale = Math.max(...observations.map(({ y }) => Math.abs(y)))
  let weights: readonly number[] = observations.map(() => 1)
  let parameters = descend(model, observations, weights, start)
  for (let i = 0; i < REWEIGHTINGS; i++) {
    weights = huberWeights(residualsOf(model, observations, parameters), scale * TOLERANCE)
    const next = descend(model, observations, weights, parameters)
    const moved = next.some((value, k) => Math.abs(value - (parameters[k] ?? 0)) > 1e-9 * (1 + Math.abs(value)))
    parameters = next
    if (!moved) break
  }
  return { parameters, ...uncertainty(model, observations, weights, parameters) }
}

const residualsOf = (model: Model, observations: readonly Observation[], parameters: readonly number[]): number[] =>
  observations.map(({ x, y }) => y - model.value(x, parameters))

function huberWeights(residuals: readonly number[], least: number): number[] {
  const sizes = residuals.map(Math.abs).sort((a, b) => a - b)
  const limit = HUBER * Math.max(least, MAD_TO_SIGMA * (sizes[sizes.length >> 1] ?? 0))
  return residuals.map((residual) => Math.min(1, limit / Math.max(Math.abs(residual), Number.MIN_VALUE)))
}

function descend(
  model: Model,
  observations: readonly Observation[],
  weights: readonly number[],
  start: readonly number[],
): readonly number[] {
  let parameters = start
  let cost = costOf(model, observations, weights, parameters)
  for (let step = 0, damping = 1e-3; step < MAX_STEPS && damping < MAX_DAMPING; step++) {
    const { normal, slope } = normalEquations(model, observations, weights, parameters)
    const free = parameters.map((value, k) => value > 0 || (slope[k] ?? 0) > 0)
    const damped = normal.map((row, k) => row.map((value, j) => (k === j ? value * (1 + damping) + Number.MIN_VALUE : value)))
    const move = solveFree(damped, slope, free)
    if (move === null) break
    const next = parameters.map((value, k) => Math.max(0, value + (move[k] ?? 0)))
    const nextCost = costOf(model, observations, weights, next)
    if (nextCost > cost) damping *= 10
    else {
      const gain = cost - nextCost
      ;[parameters, cost, damping] = [next, nextCost, damping / 10]
      if (gain <= TOLERANCE * cost) break
    }
  }
  return parameters
}

const costOf = (model: Model, observations: readonly Observation[], weights: readonly number[], parameters: readonly number[]): number =>
  residualsOf(model, observations, parameters).reduce((sum, residual, i) => sum + (weights[i] ?? 0) * residual ** 2, 0)

/** JᵀWJ, and JᵀWr: the way down. */
function normalEquations(
  model: Model,
  observations: readonly Observation[],
  weights: readonly number[],
  parameters: readonly number[],
): { normal: number[][]; slope: number[] } {
  const normal = parameters.map(() => parameters.map(() => 0))
  const slope = parameters.map(() => 0)
  observations.forEach(({ x, y }, i) => {
    const weight = weights[i] ?? 0
    const gradient = model.gradient(x, parameters)
    const residual = y - model.value(x, parameters)
    gradient.forEach((a, k) => {
      slope[k] = (slope[k] ?? 0) + weight * a * residual
      gradient.forEach((b, j) => {
        const row = normal[k]
        if (row !== undefined) row[j] = (row[j] ?? 0) + weight * a * b
      })
    })
  })
  return { normal, slope }
}

/** s²(JᵀWJ)⁻¹ of the free parameters, s² from the weighted residuals. */
function uncertainty(
  model: Model,
  observations: readonly Observation[],
  weights: readonly number[],
  parameters: readonly number[],
): Pick<LeastSquaresFit, 'covariance' | 'degreesOfFreedom'> {
  const free = parameters.map((value) => value > 0)
  const degreesOfFreedom = observations.length - free.filter(Boolean).length
  if (degreesOfFreedom < 1) return { covariance: null, degreesOfFreedom }
  const variance = costOf(model, observations, weights, parameters) / degreesOfFreedom
  const { normal } = normalEquations(model, observations, weights, parameters)
  const covariance: number[][] = []
  for (let k = 0; k < parameters.length; k++) {
    const unit = parameters.map((_, j) => (j === k ? 1 : 0))
    const row = free[k] === true ? solveFree(normal, unit, free) : unit.map(() => 0)
    if (row === null) return { covariance: null, degreesOfFreedom }
    covariance.push(row.map((value) => value * variance))
  }
  return { covariance, degreesOfFreedom }
}

/** Solves for the free unknowns by Gauss-Jordan with pivoting, the others being 0; null when singular. */
function solveFree(matrix: readonly (readonly number[])[], right: readonly number[], free: readonly boolean[]): number[] | null {
  const index = free.flatMap((isFree, k) => (isFree ? [k] : []))
  const rows = index.map((k) => [...index.map((j) => matrix[k]?.[j] ?? 0), right[k] ?? 0])
  for (let column = 0; column < index.length; column++) {
    const size = (row: readonly number[]): number => Math.abs(row[column] ?? 0)
    let best = column
    for (let r = column + 1; r < rows.length; r++) if (size(rows[r] ?? []) > size(rows[best] ?? [])) best = r
    const pivotRow = rows[best]
    const pivot = pivotRow?.[column] ?? 0
    if (pivotRow === undefined || pivot === 0 || !Number.isFinite(pivot)) return null
    rows[best] = rows[column] ?? []
    rows[column] = pivotRow.map((value) => value / pivot)
    rows.forEach((row, r) => {
      const factor = row[column] ?? 0
      if (r !== column) rows[r] = row.map((value, j) => value - factor * (rows[column]?.[j] ?? 0))
    })
  }
  const solution = free.map(() => 0)
  index.forEach((k, r) => (solution[k] = rows[r]?.[index.length] ?? 0))
  return solution
}
