/** TAP, as tap prints it, made short: a line per file, and in full what failed and what was skipped. */
export type Report = { write(chunk: string): void; end(): string }

export function report(print: (line: string) => void): Report {
  let rest = ''
  let passed = 0
  let failed = 0
  let failedInFile = 0
  const skipped: string[] = []
  /** The path of names down to where we are, and the indent of a failure's explanation while it is printed. */
  const names: string[] = []
  let explaining: string | null = null

  const read = (line: string): void => {
    const [, indent = '', not, name = '', note = ''] =
      /^( *)(not )?ok \d+ - (.*?)(?: # (.*))?$/.exec(line) ?? []
    const subtest = /^( *)# Subtest: (.*)$/.exec(line)
    if (subtest) names.splice((subtest[1] ?? '').length / 4, names.length, subtest[2] ?? '')
    if (explaining !== null) {
      if (line === `${explaining}...`) explaining = null
      else if (!/^ *(---|fileName|columnNumber|isToplevel|at:)/.test(line)) print(line)
      return
    }
    if (!line.trimStart().startsWith('ok ') && !not) return
    if (note.startsWith('SKIP')) {
      skipped.push([...names.slice(0, indent.length / 4), name, note.slice(5)].filter(Boolean).join(' › '))
      return
    }
    // A line with a time sums up what is in it; the others are assertions.
    const isSum = note.startsWith('time=')
    if (isSum && indent === '') {
      print(`${not ? '✗' : '✓'} ${name}  ${note.slice(5)}`)
      if (not && failedInFile === 0) failed++
      failedInFile = 0
    } else if (!isSum && not) {
      print(`✗ ${[...names.slice(0, indent.length / 4), name].join(' › ')}`)
      explaining = `${indent}  `
      failed++
      failedInFile++
    } else if (!isSum) passed++
  }

  return {
    write(chunk) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(read)
    },
    end() {
      for (const what of skipped) print(`skipped: ${what}`)
      return `${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`
    },
  }
}
