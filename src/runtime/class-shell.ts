/**
 * The class that a user gets for a compiled one: its objects are a private field, the address of an instance in linear
 * memory. Each class is made from text, so that each has a private name and code of its own: an engine compiles code for
 * one kind of object much better than code that has seen many (docs/rationale.md). Where code may not be made from text,
 * one class expression evaluated several times does the same, slower.
 */
import { shared } from '../base/shared.ts'
import type { Shell } from './classes.ts'
import type { Machine } from './machine.ts'

// biome-ignore lint/suspicious/noExplicitAny: any arguments
type Constructor = (new (...values: any[]) => object) & { readonly prototype: object }

export interface ShellParts {
  readonly machine: Machine
  readonly name: string
  /** The class given to jitclass that this one extends. */
  readonly base: Constructor | undefined
  /** Runs the compiled constructor on its arguments; gives the address. */
  readonly create: (...values: unknown[]) => number
  readonly attach: (machine: Machine, ref: number, wrapper: object) => object
  readonly existing: (machine: Machine, ref: number) => object | undefined
  /** Throws, for a class of the host that extends the wrapper. */
  readonly refuse: (extending: unknown) => never
}

/** What a class gives out from inside; `evaluate` and the class itself. */
interface Inside extends Omit<Shell, 'wrapper' | 'wrap' | 'evaluate'> {
  evaluate?: (text: string) => unknown
}
type Give = (inside: Inside) => void

/** Given as first argument, it says that the second is the address of an instance that exists. Nobody else has it. */
export const token = shared('token', () => Object.freeze({ token: 'taipan' }))

/** In place of the address of an instance that has been freed: wherever a field of it would lie, there is no memory. */
export const FREED = -(2 ** 30)

const TEXT = (extending: boolean) => `
  const { machine, name, base, create, attach, existing, refuse } = parts
  const holder = { [name]: class ${extending ? 'extends base ' : ''}{
    #ref
    ${extending ? '' : '#lease'}
    constructor(a, b) {
      let ref = b
      if (a !== token) {
        if (new.target !== self) refuse(new.target)
        ref = create.apply(undefined, arguments)
        const known = existing(machine, ref)
        if (known !== undefined) return known
      }
      ${extending ? 'super(token, ref)' : ''}
      this.#ref = ref
      ${extending ? '' : 'this.#lease = attach(machine, ref, this)'}
      if (new.target === self) Object.preventExtensions(this)
    }
    static {
      give({
        refOf: (value) => (typeof value === 'object' && value !== null && #ref in value && value.#ref > 0 ? value.#ref : 0),
        has: (value) => typeof value === 'object' && value !== null && #ref in value,
        forget: (value) => { value.#ref = ${FREED} },
        evaluate: (text) => eval(text),
      })
    }
  } }
  const self = holder[name]
  return self`

export function makeShell(parts: ShellParts): Shell {
  let inside: Inside | undefined
  const give: Give = (given) => {
    inside = given
  }
  const secret = token()
  const make = textMaker(parts.base !== undefined)
  const wrapper = make ? make(parts, token(), give) : parts.base ? extended(parts, give) : root(parts, give)
  const { refOf, has, forget, evaluate } = inside!
  return {
    wrapper: wrapper as never,
    refOf,
    has,
    forget,
    wrap: (ref) => new wrapper(secret, ref),
    evaluate,
  }
}

function textMaker(extending: boolean): ((parts: ShellParts, token: object, give: Give) => Constructor) | undefined {
  try {
    return new Function('parts', 'token', 'give', TEXT(extending)) as never
  } catch {
    return undefined
  }
}

/** The address for a call of a constructor, or the host object that the instance has already. */
function addressFor(
  { machine, create, existing, refuse }: ShellParts,
  values: readonly unknown[],
  self: unknown,
  target: unknown,
): unknown {
  if (values[0] === token()) return values[1]
  if (target !== self) refuse(target)
  const ref = create(...values)
  return existing(machine, ref) ?? ref
}

function root(parts: ShellParts, give: Give): Constructor {
  const made: { [name: string]: Constructor } = {
    [parts.name]: class {
      #ref = 0
      /** Held for as long as the object lives. */
      #lease: object | undefined
      constructor(...values: unknown[]) {
        const ref = addressFor(parts, values, made[parts.name], new.target)
        // biome-ignore lint/correctness/noConstructorReturn: the constructor has handed its object out before
        if (typeof ref === 'object') return ref as never
        this.#ref = ref as number
        this.#lease = parts.attach(parts.machine, ref as number, this)
        if (new.target === made[parts.name]) Object.preventExtensions(this)
      }
      static {
        type Self = InstanceType<typeof this>
        const has = (value: unknown): value is Self => typeof value === 'object' && value !== null && #ref in value
        give({
          has,
          refOf: (value) => (has(value) && value.#ref > 0 ? value.#ref : 0),
          forget: (value) => {
            ;(value as Self).#ref = FREED
            // Read, for compilers that look for fields nobody reads.
            void (value as Self).#lease
          },
        })
      }
    },
  }
  return made[parts.name]!
}

function extended(parts: ShellParts, give: Give): Constructor {
  const made: { [name: string]: Constructor } = {
    [parts.name]: class extends (parts.base!) {
      #ref = 0
      // biome-ignore lint/correctness/noUnreachableSuper: an object that has been handed out before is given back
      constructor(...values: unknown[]) {
        const ref = addressFor(parts, values, made[parts.name], new.target)
        // biome-ignore lint/correctness/noConstructorReturn: see above
        if (typeof ref === 'object') return ref as never
        super(token(), ref)
        this.#ref = ref as number
        if (new.target === made[parts.name]) Object.preventExtensions(this)
      }
      static {
        type Self = InstanceType<typeof this>
        const has = (value: unknown): value is Self => typeof value === 'object' && value !== null && #ref in value
        give({
          has,
          refOf: (value) => (has(value) && value.#ref > 0 ? value.#ref : 0),
          forget: (value) => {
            ;(value as Self).#ref = FREED
          },
        })
      }
    },
  }
  return made[parts.name]!
}
