/**
 * `npm run minimize file.ts`: the smallest part of a failing program that still fails in the same way. The file is as in
 * test/programs: exported functions, and `// run: f(1, 2)` lines that call one of them.
 */
import '../test/fuzz/hooks.ts'
import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'

const { readProgram } = await import('../test/program-file.ts')
const { asFile, findOf, smallest } = await import('../test/fuzz/try.ts')

/** The arguments of `// run: name(…)` lines, as source text. */
function inputsOf(text: string, name: string): string[] {
  return readProgram(text).runs.flatMap(({ text: run }) => {
    const args = new RegExp(`\\b${name}\\((.*)\\)`, 's').exec(run.replace(/\)\s*(==|throws).*$/s, ')'))?.[1]
    return args === undefined ? [] : [`[${args}]`]
  })
}

const [path, wanted] = process.argv.slice(2)
if (path === undefined) throw new Error('npm run minimize file.ts [function]')
const text = readFileSync(path, 'utf8')
const javascript = transformSync(text, { loader: 'ts', format: 'esm', target: 'es2022' }).code.replace(/^export \{[^}]*\};?$/ms, '')
const name = wanted ?? readProgram(text).runs.at(-1)?.calls.at(-1)
if (name === undefined) throw new Error(`${path} has no line like \`// run: main(1, 2)\``)

const program = { source: `const main = (() => {\n${javascript}\nreturn ${name}\n})()`, inputs: inputsOf(text, name) }
const find = findOf(program)
if (find === undefined) console.log(`${path}: all ${program.inputs.length} calls of ${name} agree`)
else {
  const least = smallest(program, find, 60_000)
  console.log(
    asFile(
      { ...least, source: least.source.replace(/^const main = \(\(\) => \{\s*([\s\S]*?)\s*return \w+;?\s*\}\)\(\)$/, '$1') },
      find,
    ).replace(/main\(/g, `${name}(`),
  )
  process.exitCode = 1
}
