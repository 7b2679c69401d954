/** Several channels of Postgres as one stream that says only that something happened, and not too often. */

type Channel = AsyncIterableIterator<unknown>
export type Subscriber = { subscribe(topic: string): Channel | PromiseLike<Channel> }

/** What is told of together. A job that is done is deleted some ms after it said so: then the queue shows it no more. */
const gatherMs = 1_000

/**
 * Listens to `topics`, and answers at most once a second that something came; ends when one of them does. (No generator:
 * one that waits can't be ended before something comes.)
 */
export async function happenings(subscriber: Subscriber, topics: string[]): Promise<Channel> {
  const channels = await Promise.all(topics.map(topic => subscriber.subscribe(topic)))
  let isNews = false
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  let waiting: ((result: IteratorResult<unknown>) => void) | undefined
  const answer = (): void => {
    if (!waiting || !(isNews || isOver)) return
    waiting(isOver ? { done: true, value: undefined } : { done: false, value: 'something' })
    waiting = undefined
    isNews = false
  }
  const end = async (): Promise<void> => {
    isOver = true
    clearTimeout(timer)
    answer()
    await Promise.allSettled(channels.map(channel => channel.return?.()))
  }
  const hear = async (channel: Channel): Promise<void> => {
    for await (const _ of channel)
      timer ??= setTimeout(() => {
        timer = undefined
        isNews = true
        answer()
      }, gatherMs)
  }
  for (const channel of channels) hear(channel).then(end, end)
  const stream: Channel = {
    [Symbol.asyncIterator]: () => stream,
    next: () =>
      new Promise(resolve => {
        waiting = resolve
        answer()
      }),
    async return() {
      await end()
      return { done: true, value: undefined }
    },
  }
  return stream
}
