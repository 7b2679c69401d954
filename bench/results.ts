/** bench/RESULTS.md: a section for each measurement, written by itself. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Says lines, and keeps them as the section of that title. Only what ran to its end is written. */
export function openSection(title: string, file = path.join(import.meta.dirname, 'RESULTS.md')) {
  const said = [`# ${title}`, '']
  return {
    say(line: string): void {
      console.log(line)
      said.push(line)
    },
    write(): void {
      const sections = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=# )/m) : []
      const others = sections.filter(section => !section.startsWith(`# ${title}\n`))
      const all = [...others, `${said.join('\n')}\n`].map(section => section.trim()).sort()
      writeFileSync(file, `${all.join('\n\n')}\n`)
    },
  }
}
