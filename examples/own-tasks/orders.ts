import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/**
 * Mixed, with a package from npm: reads prices, checks an order with zod, waits as for a service that answers in 20 ms,
 * and computes its total. Its inputs are the rows of orders.csv:
 *
 *     poolscope run examples/own-tasks/orders.ts --inputs examples/own-tasks/orders.csv --as event-loop --workers 16
 */
const orderSchema = z.object({ id: z.string(), product: z.string(), amount: z.coerce.number().int().positive() })
const pricesSchema = z.record(z.string(), z.number())

const SERVICE_MS = 20

export async function task(row: unknown, { signal }: { signal: AbortSignal }): Promise<{ id: string; total: number }> {
  const { id, product, amount } = orderSchema.parse(row)
  const prices = pricesSchema.parse(JSON.parse(await readFile(new URL('prices.json', import.meta.url), 'utf8')))
  const price = prices[product]
  if (price === undefined) throw new Error(`Order ${id}: there is no price of "${product}".`)
  await sleep(SERVICE_MS, undefined, { signal })
  return { id, total: Math.round(price * amount * 100) / 100 }
}
