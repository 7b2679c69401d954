import { z } from 'zod'

export const distanceSchema = z.strictObject({
  raw: z.string(),
  kind: z.enum(['distance', 'duration', 'backyard', 'stage', 'relay', 'other']),
  km: z.number().nonnegative().nullable(),
  hours: z.number().nonnegative().nullable(),
  unit: z.enum(['mile', 'km', 'hour', 'day', 'm']).nullable(),
  amount: z.number().nonnegative().nullable(),
  stages: z.number().int().positive().optional(),
  teamSize: z.number().int().positive().optional(),
  virtual: z.boolean(),
  activity: z.enum(['run', 'walk', 'ruck', 'bike', 'swim', 'ski', 'multi', 'other']),
})
export type Distance = z.infer<typeof distanceSchema>
