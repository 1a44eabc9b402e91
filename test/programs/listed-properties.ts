/** Which properties objects have, and in which order: what the host gives may have fewer, or have them otherwise. */

interface Part {
  a: number
  b?: number
}

export function keysOfEach(parts: Part[]): string {
  return parts.map((part) => Object.keys(part).join()).join(';')
}
// run: keysOfEach([{ a: 1, b: 2 }, { a: 3, b: 4 }])
// run: keysOfEach([{ a: 1, b: 2 }, { a: 3 }]) throws TypeError
// run: keysOfEach([{ a: 1, b: 2 }, { b: 3, a: 4 }]) throws TypeError

export function withDefault(parts: Part[]): number[] {
  return parts.map((part) => ({ b: 7, ...part }).b)
}
// run: withDefault([{ a: 1, b: 2 }])
// run: withDefault([{ a: 1, b: 2 }, { a: 1 }]) throws TypeError

export function having(parts: Part[], name: string): number {
  let count = 0
  for (const part of parts) if ('b' in part && name in part) count += part.a
  return count
}
// run: having([{ a: 1, b: 2 }, { b: 3, a: 4 }], 'a')
// run: having([{ a: 1, b: 2 }, { a: 3 }], 'b') throws TypeError

export function onlyRead(parts: Part[], name: 'a' | 'b'): (number | undefined)[] {
  return parts.map((part) => (part[name] ?? 0) + (part.b ?? 5))
}
// run: onlyRead([{ a: 1, b: 2 }, { b: 3, a: 4 }, { a: 9 }], 'b')

export function constantCalled(name: string): number {
  const functions = { root: (x: number) => Math.sqrt(x), size: (x: number) => Math.abs(x) }
  return functions[name as 'root'](-4)
}
// run: constantCalled('size')
// run: constantCalled('root')

/** What every object inherits is there too. */
export function inherited(k: number) {
  const p = { x: k, y: 1 }
  const q = { ...p, toString: k }
  return ['toString' in p, 'x' in p, 'z' in p, 'constructor' in p, '__proto__' in p, 'hasOwnProperty' in q, q.toString]
}
// run: inherited(1)
