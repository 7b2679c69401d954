/**
 * What docker-compose.yml needs to know, drawn at random: `make .env`. The keys are those that a Supabase gives to front ends (anon)
 * and to who may do everything (service_role): tokens signed with its secret.
 */
import { randomBytes } from 'node:crypto'
import { sign } from 'hono/jwt'

const secret = (): string => randomBytes(24).toString('base64url')

/** As lines of an environment file. */
export async function composeEnvironment(now = Math.floor(Date.now() / 1_000)): Promise<string> {
  const [password, jwtSecret] = [secret(), secret() + secret()]
  const tenYears = 10 * 365 * 24 * 3_600
  const key = (role: string): Promise<string> =>
    sign({ role, iss: 'supabase', iat: now, exp: now + tenYears }, jwtSecret, 'HS256')
  const values = {
    COMPOSE_PROFILES: 'bundled',
    DATABASE_URL: `postgresql://postgres:${password}@db:5432/postgres`,
    POSTGRES_PASSWORD: password,
    JWT_SECRET: jwtSecret,
    SUPABASE_ANON_KEY: await key('anon'),
    SUPABASE_SERVICE_ROLE_KEY: await key('service_role'),
    STATUS_AUTH: `operator:ops:${secret()},viewer:guest:${secret()}`,
    // Whom the sources may write to: an address of yours, before they are asked.
    CONTACT: '',
  }
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

if (import.meta.main) process.stdout.write(await composeEnvironment())
