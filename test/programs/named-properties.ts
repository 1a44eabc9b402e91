/** Properties by names that are found when the code runs. */

const PRIORITY: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2 }

export function shunted(source: string): string {
  const output: string[] = []
  const stack: string[] = []
  for (const token of source.split(' ')) {
    if (token === '(') stack.push(token)
    else if (token === ')') {
      while (stack[stack.length - 1] !== '(') output.push(stack.pop()!)
      stack.pop()
    } else if (PRIORITY[token] !== undefined) {
      while (stack.length > 0 && PRIORITY[stack[stack.length - 1]!]! >= PRIORITY[token]!) output.push(stack.pop()!)
      stack.push(token)
    } else output.push(token)
  }
  while (stack.length > 0) output.push(stack.pop()!)
  return output.join(' ')
}
// run: shunted('( 1 + 2 ) * 3 - 4 / 5')
// run: shunted('1')

export function calculated(postfix: string): number | undefined {
  const operations = {
    '+': (a: number, b: number) => a + b,
    '-': (a: number, b: number) => a - b,
    '*': (a: number, b: number) => a * b,
    half: (a: number) => a / 2,
  }
  const stack: number[] = []
  for (const token of postfix.split(' ')) {
    if (token in operations) {
      const b = stack.pop()!
      const a = token === 'half' ? b : stack.pop()!
      stack.push(operations[token as '+'](a, b))
    } else stack.push(Number(token))
  }
  return stack.pop()
}
// run: calculated('1 2 + 3 * half')
// run: calculated('5 7 -')
// run: calculated('')

export function counted(text: string): { a: number; b: number; other: number } {
  const counts = { a: 0, b: 0, other: 0 }
  for (const letter of text) {
    if (letter === 'a' || letter === 'b') counts[letter]++
    else counts.other += 1
  }
  return counts
}
// run: counted('abracadabra')

export function read(object: { x: number; y: number }, name: string, by: number): string {
  const key = name as 'x'
  const before = object[key]
  object[key] += by
  let all = ''
  for (const each of Object.keys(object)) all += `${each}=${object[each as 'x']},`
  return `${before} ${object[key]} ${all}`
}
// run: o = { x: 1, y: 2.5 }; read(o, 'y', 10); read(o, 'x', 1)
// run: read({ x: 1, y: 2 }, 'z', 1) throws TypeError

export function kinds(name: string): string {
  const values = { one: 1, yes: true, none: null, 10: 7.5, undefined: -0 }
  const lists = { a: [1, 2], b: [3] }
  const missing = ['a'][1]
  const found = values[name as 'one']
  lists[name === 'one' ? 'a' : 'b'].push(9)
  return `${found} ${found === undefined} ${name in values} ${values[missing as 'one']} ${lists.a.join()} ${lists.b.join()} ${lists[name as 'a']?.length}`
}
// run: kinds('one')
// run: kinds('yes')
// run: kinds('none')
// run: kinds('10')
// run: kinds('a')
// run: kinds('toStrin')
// run: kinds('toString') throws TypeError
