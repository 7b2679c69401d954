/** A text that can't be read. The message is the reason an operator will see beside the raw value. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}
