/** Text from outside, as it may be printed: it may hold what a terminal takes for commands, or what turns a line around. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
}
