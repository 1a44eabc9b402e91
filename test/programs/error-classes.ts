/** Classes that extend `Error` and its kin: what is thrown is an instance of the very class, with its fields. */

class ParseError extends Error {
  constructor(
    message: string,
    readonly position: number,
    readonly expected: string = 'nothing',
  ) {
    super(message)
    this.name = 'ParseError'
  }
}
class LimitError extends RangeError {
  override name = 'LimitError'
  readonly limit: number
  readonly hard: boolean
  constructor(limit: number, hard = false) {
    super(`limit ${limit} reached`)
    this.limit = limit
    this.hard = hard
  }
}
class HardLimitError extends LimitError {
  constructor(limit: number) {
    super(limit, true)
    this.name = new.target.name
  }
}
class Plain extends TypeError {}

export function parses(text: string): number {
  let value = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) throw new ParseError(`no digit: ${text[at]}`, at, 'a digit')
    value = value * 10 + digit
    if (value > 1e9) throw new HardLimitError(1e9)
    if (value > 1e6) throw new LimitError(1e6)
  }
  if (text === '') throw new Plain('empty')
  return value
}
// run: parses('123') == 123
// run: parses('12x3')
// run: parses('12345678')
// run: parses('')

export function tells(text: string): string {
  try {
    return `${parses(text)}`
  } catch (e) {
    if (e instanceof ParseError) return `${e.name} at ${e.position}: ${e.message}, ${e.expected}`
    if (e instanceof HardLimitError) return `hard ${e.limit * 2} ${e.hard}`
    if (e instanceof LimitError) return `${e.name} ${e.limit + 1} ${e.hard} ${e instanceof RangeError}`
    if (e instanceof Error) return `${e} ${e.name}`
    throw e
  }
}
// run: tells('77') == '77'
// run: tells('7a')
// run: tells('12345678')
// run: tells('')

/** Without asking of which class it is. */
export function place(text: string): number {
  try {
    parses(text)
    return -1
  } catch (e) {
    return (e as ParseError).position
  }
}
// run: place('1') == -1
// run: place('12x') == 2
// run: place('')

export function madeInside(n: number): string {
  let seen = ''
  for (let i = 0; i < n; i++) {
    try {
      if (i % 3 === 0) throw new LimitError(i, i > 3)
      if (i % 3 === 1) throw new ParseError('odd', i)
      if (i % 3 === 2) throw 'text'
    } catch (e) {
      if (e instanceof LimitError && e.hard) seen += `h${e.limit}`
      else if (e instanceof LimitError) seen += `l${e.limit}`
      else if (e instanceof ParseError) seen += `p${e.position}${e.expected.length}`
      else seen += typeof e
    } finally {
      seen += ';'
    }
  }
  return seen
}
// run: madeInside(7)

export function kept(n: number): string {
  const error = new ParseError('kept', n)
  const same = error
  if (error === same && error.message === 'kept') return `${error.position} ${error.toString()} ${typeof error}`
  throw error
}
// run: kept(3) == '3 ParseError: kept object'

export function passesOn(n: number): number {
  try {
    if (n > 2) throw new HardLimitError(n)
    return n
  } catch (e) {
    if (n > 3) throw new Error('outer', { cause: e })
    throw e
  }
}
// run: passesOn(1) == 1
// run: passesOn(3)
// run: passesOn(4)

export function causes(n: number): string {
  try {
    passesOn(n)
    return 'none'
  } catch (e) {
    const cause = (e as Error).cause
    return cause === undefined ? (e as Error).message : `${(e as Error).message} of ${typeof cause}`
  }
}
// run: causes(1) == 'none'
// run: causes(3)

class Coded extends Error {
  static readonly LIMIT = 500
  static label = 'coded'
  constructor(readonly code: number) {
    super(`${Coded.label} ${code}`)
  }
  get isSmall(): boolean {
    return this.code < Coded.LIMIT
  }
}
class Recoded extends Coded {}
/** Static fields that hold a primitive value, and getters, which the host runs. */
export function limits(n: number): string {
  try {
    if (n > Recoded.LIMIT) throw new Recoded(n)
    throw new Coded(n)
  } catch (e) {
    return `${(e as Coded).isSmall} ${Coded.label} ${(e as Coded).message} ${e instanceof Recoded}`
  }
}
// run: limits(3) == 'true coded coded 3 false'
// run: limits(700) == 'false coded coded 700 true'

class Failing extends Error {
  constructor(n: number) {
    if (n > 1) throw new RangeError('in the constructor')
    super(`failing ${n}`)
  }
}
export function failsToFail(n: number): string {
  try {
    throw new Failing(n)
  } catch (e) {
    return `${(e as Error).name} ${(e as Error).message} ${e instanceof Failing}`
  }
}
// run: failsToFail(1) == 'Error failing 1 true'
// run: failsToFail(2) == 'RangeError in the constructor false'

export function bigDetail(n: bigint): bigint {
  class Unused {}
  void Unused
  if (n > 3n) throw new ParseError(`big ${n}`, Number(n))
  return n
}
// run: bigDetail(2n) == 2n
// run: bigDetail(5n)
