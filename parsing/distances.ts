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

export function parseDistances(
  text: string,
  hints: { m?: string; truncated?: boolean; bare?: 'km' } = {},
): Distance[] {
  const found: Distance[] = []
  for (const raw of text
    .split(',')
    .map(s => s.trim())
    .filter(Boolean)) {
    const m = /(\d+(?:\.\d+)?)\s*(k|km|mi|mile|miles|m|h|hrs?|hours?)?\b/i.exec(raw)
    if (!m) continue
    const n = Number(m[1])
    const u = (m[2] ?? hints.bare ?? '').toLowerCase()
    const base = { raw, virtual: false, activity: 'run', amount: n } as const
    if (u.startsWith('k')) found.push({ ...base, kind: 'distance', unit: 'km', km: n, hours: null })
    else if (u.startsWith('m'))
      found.push({ ...base, kind: 'distance', unit: 'mile', km: Math.round(n * 160.9344) / 100, hours: null })
    else if (u.startsWith('h')) found.push({ ...base, kind: 'duration', unit: 'hour', km: null, hours: n })
  }
  return found
}
