/** `ultrasearch notify`: whether what operators are told arrives. */
import { settings, UsageError } from '../lib/settings.ts'
import { post } from '../lib/webhook.ts'

/** Send a message that says that it is a test. Exits 1 when it was not taken. */
export async function sendTest(): Promise<number> {
  const { NOTIFY_WEBHOOK_URL } = settings()
  if (!NOTIFY_WEBHOOK_URL)
    throw new UsageError('NOTIFY_WEBHOOK_URL is not set: nobody is told how sources are.')
  try {
    const text = 'A test of Ultrasearch: this is where it says when a source fails.'
    await post(NOTIFY_WEBHOOK_URL, { text }, `ultrasearch-test-${Date.now()}`)
    console.log(`${new URL(NOTIFY_WEBHOOK_URL).host} has taken a test message.`)
    return 0
  } catch (error) {
    console.error((error as Error).message)
    return 1
  }
}
