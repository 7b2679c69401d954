/** bench/RESULTS.md: a section for each measurement, written by itself; and the ratios that `bench -- check` compares. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What two things of one run took beside each other, by what they are: the less the better, whatever the machine. */
export type Ratios = Record<string, number>

/**
 * Says lines, and keeps them as the section of that title, in bench/RESULTS.md or BENCH_WRITE, and the ratios in BENCH_RATIOS. Only
 * what ran to its end is written.
 */
export function openSection(title: string) {
  const { BENCH_WRITE: file = path.join(import.meta.dirname, 'RESULTS.md'), BENCH_RATIOS } = process.env
  const said = [`# ${title}`, '']
  const ratios: Ratios = {}
  return {
    say(line: string): void {
      console.log(line)
      said.push(line)
    },
    ratio(what: string, value: number): void {
      ratios[what] = value
    },
    write(): void {
      const sections = existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=# )/m) : []
      const others = sections.filter(section => !section.startsWith(`# ${title}\n`))
      const all = [...others, `${said.join('\n')}\n`].map(section => section.trim()).sort()
      writeFileSync(file, `${all.join('\n\n')}\n`)
      if (BENCH_RATIOS) writeFileSync(BENCH_RATIOS, JSON.stringify(ratios))
    },
  }
}
