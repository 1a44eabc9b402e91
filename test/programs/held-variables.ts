/** Variables that closures hold, and that get what a list does not have: `token = tokens[++at]` at the end of the tokens. */

interface Token {
  readonly kind: string
  readonly value: number
}

function tokenise(text: string): Token[] {
  return text.split('').map((letter) => ({ kind: letter >= '0' && letter <= '9' ? 'number' : letter, value: Number(letter) || 0 }))
}

export function evaluate(text: string): number {
  const tokens = tokenise(text)
  let at = 0
  let token: Token | undefined = tokens[0]
  const next = (): Token => {
    const taken = token!
    token = tokens[++at]
    return taken
  }
  function sum(): number {
    let left = product()
    while (token && token.kind === '+') {
      next()
      left += product()
    }
    return left
  }
  function product(): number {
    let left = factor()
    while (token?.kind === '*') {
      next()
      left *= factor()
    }
    return left
  }
  function factor(): number {
    if (!token) throw new SyntaxError('it ends too early')
    if (token.kind === '(') {
      next()
      const value = sum()
      if ((token?.kind as string) !== ')') throw new SyntaxError(`expected ), got ${token?.kind}`)
      next()
      return value
    }
    const { kind, value } = next()
    if (kind !== 'number') throw new SyntaxError(`expected a number, got ${kind}`)
    return value
  }
  const value = sum()
  if (token !== undefined) throw new SyntaxError(`expected the end, got ${token.kind}`)
  return value
}
// run: evaluate('1+2*3') == 7
// run: evaluate('(1+2)*3') == 9
// run: evaluate('(1+2')
// run: evaluate('1+')
// run: evaluate('')
// run: evaluate('1)')

/** Nobody asks whether there is a token: the index is compared. */
export function total(text: string): number {
  const tokens = tokenise(text)
  let at = 0
  let token = tokens[0]
  const next = () => {
    token = tokens[++at]
  }
  let found = 0
  while (at < tokens.length) {
    found += token!.value
    next()
  }
  return found
}
// run: total('123') == 6
// run: total('')

export function tooFar(text: string, steps: number): number {
  const tokens = tokenise(text)
  let at = 0
  let token = tokens[0]
  const walk = () => {
    token = tokens[++at]
    if (at < steps) walk()
  }
  walk()
  return token!.value
}
// run: tooFar('123', 2) == 3
// run: tooFar('123', 3)

export function carriedUnasked(text: string): number {
  const tokens = tokenise(text)
  let found = 0
  for (let at = 0, token = tokens[0]; at < tokens.length; token = tokens[++at]) found = found * 10 + token!.value
  return found
}
// run: carriedUnasked('123') == 123
// run: carriedUnasked('')

export function bytesCompared(text: string): number {
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  let at = 0
  let byte = bytes[0]
  const next = () => {
    byte = bytes[++at]
  }
  const number = (): number => {
    let value = 0
    while (byte! >= 48 && byte! <= 57) {
      value = value * 10 + byte! - 48
      next()
    }
    return value
  }
  let value = number()
  while (byte === 43 || byte === 45) {
    const sign = byte === 43 ? 1 : -1
    next()
    value += sign * number()
  }
  return byte === undefined ? value : -1
}
// run: bytesCompared('12+30-4') == 38
// run: bytesCompared('')
// run: bytesCompared('1*2') == -1

export function floatsAsked(n: number): string {
  const values = [1.5, 2.5, -0]
  let at = 0
  let value: number | undefined = values[0]
  const next = () => {
    value = values[++at]
  }
  let text = ''
  for (let i = 0; i < n; i++) {
    text += value === undefined ? '.' : `${value};`
    next()
  }
  return text + typeof value
}
// run: floatsAsked(2)
// run: floatsAsked(5)

/** One for each turn, and one that a closure has a copy of. */
export function held(n: number): number {
  const rows = [[1, 2], [3], [4, 5, 6]]
  const later: (() => number)[] = []
  for (let i = 0, row: number[] | undefined = rows[0]; i < n; row = rows[++i]) later.push(() => (row ? row.length * 10 + i : -1))
  const last = rows[n]
  later.push(() => last?.length ?? 7)
  return later.reduce((sum, of) => sum * 31 + of(), 0)
}
// run: held(2)
// run: held(3)
// run: held(5)

export function peeked(text: string): string {
  const tokens = tokenise(text)
  let at = 0
  let token: Token | undefined = tokens[at]
  const peek = () => token
  const skip = () => {
    const deeper = () => {
      token = tokens[++at]
      return peek()
    }
    return deeper()
  }
  let kinds = ''
  for (let found = peek(); found; found = skip()) kinds += found.kind
  return `${kinds} ${peek() === undefined}`
}
// run: peeked('1+2')
// run: peeked('')

export function functionsTaken(n: number): number {
  const steps: ((x: number) => number)[] = [(x) => x + 1, (x) => x * 2, (x) => x - n]
  let at = 0
  let step: ((x: number) => number) | undefined = steps[0]
  const next = () => {
    step = steps[++at]
  }
  let value = n
  while (step) {
    value = step(value)
    next()
  }
  return value
}
// run: functionsTaken(5) == 7

/** What is no function is named as JavaScript names it. */
export function notCalled(k: number): number {
  const none: ((x: number) => number) | undefined = k > 0 ? undefined : (x) => x
  const holder = { part: { call: k === 1 ? undefined : (x: number) => x + 1 } }
  const list = [k === 2 ? undefined : (x: number) => x + 2]
  return k === 0 ? none!(1) : k === 1 ? holder.part.call!(2) : k === 2 ? list[0]!(3) : none!(4)
}
// run: notCalled(0) == 1
// run: notCalled(1)
// run: notCalled(2)
// run: notCalled(3)

export function neverThere(): number {
  const holder: { act: undefined | ((x: number) => number) } = { act: undefined }
  return holder.act!(1)
}
// run: neverThere()

interface Branch {
  readonly value: number
  readonly left: number
  readonly right: number
}

class Branches {
  readonly all: Branch[] = []
  seen = 0

  add(value: number): this {
    this.all.push({ value, left: this.all.length * 2 + 1, right: this.all.length * 2 + 2 })
    return this
  }

  visit(branch: Branch | undefined): void {
    if (!branch) return
    this.visit(this.all[branch.left])
    this.seen = this.seen * 10 + branch.value
    this.visit(this.all[branch.right])
  }

  depth(branch: Branch | undefined): number {
    return branch === undefined ? 0 : 1 + Math.max(this.depth(this.all[branch.left]), this.depth(this.all[branch.right]))
  }
}

/** Arguments of functions that ask whether they are there. */
export function heapOrder(n: number): number {
  const branches = new Branches()
  for (let i = 0; i < n; i++) branches.add(i)
  branches.visit(branches.all[0])
  return branches.seen * 10 + branches.depth(branches.all[0])
}
// run: heapOrder(0) == 0
// run: heapOrder(1)
// run: heapOrder(6)

export function walked(text: string): string {
  const nodes = tokenise(text)
  let out = ''
  const walk = (node: Token | undefined, step: number): void => {
    if (!node) {
      out += '.'
      return
    }
    out += node.kind
    if (step < 3) walk(nodes[node.value], step + 1)
  }
  walk(nodes[0], 0)
  return out
}
// run: walked('')
// run: walked('123')
// run: walked('111')

function kindOf(node: Token | undefined): string {
  return node?.kind ?? 'none'
}

export function kinds(text: string): string {
  const nodes = tokenise(text)
  const both = (a: Token | undefined, b = nodes[0]): string => kindOf(a) + kindOf(b)
  return both(nodes[0], nodes[1]) + both(nodes[1], nodes[2])
}
// run: kinds('')
// run: kinds('1')
// run: kinds('1+')
