import { z } from 'zod'

const base64 = z.string().transform((text): Uint8Array => Buffer.from(text, 'base64'))

/** An encoded picture, as the page hands it on (`renderer/film/film-encoder.ts`). */
export const filmPacketSchema = z.object({
  bytes: base64,
  isKey: z.boolean(),
  atS: z.number(),
  durationS: z.number(),
  decoder: z
    .object({ codec: z.string(), codedWidth: z.number().optional(), codedHeight: z.number().optional(), description: base64.optional() })
    .optional(),
})
export type FilmPacket = z.infer<typeof filmPacketSchema>
