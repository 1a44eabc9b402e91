/** Scenes about control flow: exceptions of every kind, `finally` that is jumped out of, labels, `switch` with its default anywhere. */
import { literal, pick, type Scenery, times } from './scenes.ts'

export function flowScene(s: Scenery): string {
  const a = s.fresh('a')
  const run = s.fresh('run')
  const thrown = () =>
    pick(s, ["new Error('E' + x)", "new RangeError('R')", "new TypeError('T')", "new SyntaxError('S')", "new Error('outer', { cause: 1 })"])
  const test = () =>
    pick(s, [
      `${a} & 1`,
      `x > ${s.choose(4)}`,
      `${a} % 3 === ${s.choose(3)}`,
      `fuel % ${2 + s.choose(3)} === 0`,
      'n > 1',
      `${a} > 12`,
      'k < 2',
    ])
  const labels: { name: string; loop: boolean }[] = []
  const step = () => `${a} = ${pick(s, [`${a} + 1`, `${a} * 2 + 1 | 0`, `${a} - x`, `${a} ^ 5`, `${a} + k | 0`])}`
  const jump = (): string => {
    const loops = labels.filter(({ loop }) => loop)
    return pick<() => string>(s, [
      () => `return ${a}`,
      () => `return say(${a})`,
      () => `throw ${thrown()}`,
      () => (labels.length > 0 ? `break ${pick(s, labels).name}` : 'return -1'),
      () => (loops.length > 0 ? `continue ${pick(s, loops).name}` : 'return -2'),
      () => (loops.length > 0 ? pick(s, ['break', 'continue']).concat(` ${loops.at(-1)!.name}`) : `throw ${thrown()}`),
    ])()
  }
  const inside = (label: { name: string; loop: boolean }, make: () => string) => {
    labels.push(label)
    const made = make()
    labels.pop()
    return made
  }
  const block = (depth: number): string => `{\n${times(s, 1, 3, () => statement(depth))}\n}`
  const statement = (depth: number): string => {
    if (depth <= 0) return pick<() => string>(s, [step, () => `say(${a})`, () => `if (${test()}) ${jump()}`])()
    const L = s.fresh('L')
    return pick<() => string>(s, [
      step,
      () => `say(${a})`,
      () => `if (${test()}) ${jump()}`,
      () => `if (${test()}) ${block(depth - 1)} else ${block(depth - 1)}`,
      () => `try ${block(depth - 1)} catch (e) {\ntell(e.message)\n${times(s, 0, 2, () => statement(depth - 1))}\n}`,
      () =>
        `try ${block(depth - 1)} catch (e) {\ntell(${pick(s, ['e.name', 'e instanceof RangeError', 'e instanceof Error', 'e.message'])})\nif (${test()}) throw e\n}`,
      () => `try ${block(depth - 1)} catch ${block(depth - 1)} finally ${block(depth - 1)}`,
      () => `try ${block(depth - 1)} finally ${block(depth - 1)}`,
      () => `try ${block(depth - 1)} finally ${block(depth - 1)}`,
      () => `${L}: ${inside({ name: L, loop: false }, () => block(depth - 1))}`,
      () => `${L}: for (let i = 0; i < ${1 + s.choose(4)}; i++) ${inside({ name: L, loop: true }, () => block(depth - 1))}`,
      () =>
        `${L}: for (const y of list) {\n${a} += y | 0\n${inside({ name: L, loop: true }, () => times(s, 1, 2, () => statement(depth - 1)))}\n}`,
      () => `${L}: while (fuel-- > 0) ${inside({ name: L, loop: true }, () => block(depth - 1))}`,
      () => `${L}: do ${inside({ name: L, loop: true }, () => block(depth - 1))} while (fuel-- > 0 && ${test()})`,
      () => {
        const cases = Array.from(
          { length: 1 + s.choose(4) },
          () =>
            `case ${pick(s, [String(s.choose(4)), 'x', `${a} & 1`, literal(s)])}:\n${times(s, 0, 2, () => statement(depth - 1))}${pick(s, ['', '\nbreak'])}`,
        )
        cases.splice(s.choose(cases.length + 1), 0, `default:\n${statement(depth - 1)}${pick(s, ['', '\nbreak'])}`)
        return `switch (${pick(s, [`${a} & 3`, 'x', 'k', `${a} % 4`, 'true'])}) {\n${cases.join('\n')}\n}`
      },
      () => `say(${a} > 3 ? ${a} : (${step()}))`,
      () =>
        `for (const y of gen(${1 + s.choose(3)})) ${inside({ name: L, loop: false }, () => '{\nsay(y)\n')}if (${test()}) ${pick(s, ['break', 'continue', `throw ${thrown()}`, `return ${a}`])}\n${step()}\n}`,
    ])()
  }
  return [
    `let ${a} = k & 7`,
    `function* gen(m) { try { for (let i = 0; i < m; i++) { say(i); yield i } } finally { say(${a}); ${step().replace('- x', '- 2')} } }`,
    `const ${run} = (x) => {\n${times(s, 2, 4, () => statement(3))}\nreturn ${a} * 10 + x\n}`,
    ...Array.from(
      { length: 2 + s.choose(3) },
      () => `try { say(${run}(${pick(s, ['0', '1', '2', '3', 'k', 'n'])})) } catch (e) { tell(e.message) } finally { say(${a}) }`,
    ),
  ].join('\n')
}
