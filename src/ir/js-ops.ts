/**
 * Operations of the JS level: what the builder makes of source text before anything is typed. Each means
 * exactly what the JavaScript construct means, getters and conversions included; inference decides
 * whether it can be compiled. All operands and results have type `js`.
 */
import { jsRow, type Row } from './row.ts'

const pure = { effect: 'none' } as const

const jsOps = {
  /** A free variable of the function (captured binding or global), by name. */
  'js.global': jsRow(0, { imm: 'name', ...pure }),
  /** Captured variable `index` of the closure that is being run (always read in the entry block's reach). */
  'js.captured': jsRow(0, { imm: 'index', ...pure }),

  'js.neg': jsRow(1),
  'js.plus': jsRow(1),
  'js.not': jsRow(1, pure),
  'js.bitnot': jsRow(1),
  /** `++` and `--`: one more or one less, for numbers and bigints; the operand has been made numeric. */
  'js.inc': jsRow(1),
  'js.dec': jsRow(1),
  /** ToNumeric: the old value that `x++` gives. */
  'js.numeric': jsRow(1),
  'js.typeof': jsRow(1, pure),

  'js.add': jsRow(2),
  'js.sub': jsRow(2),
  'js.mul': jsRow(2),
  'js.div': jsRow(2),
  'js.mod': jsRow(2),
  'js.pow': jsRow(2),
  'js.and': jsRow(2),
  'js.or': jsRow(2),
  'js.xor': jsRow(2),
  'js.shl': jsRow(2),
  'js.shr': jsRow(2),
  'js.ushr': jsRow(2),
  'js.eq': jsRow(2, pure),
  'js.ne': jsRow(2, pure),
  'js.loose_eq': jsRow(2),
  'js.loose_ne': jsRow(2),
  'js.lt': jsRow(2),
  'js.le': jsRow(2),
  'js.gt': jsRow(2),
  'js.ge': jsRow(2),
  'js.instanceof': jsRow(2),
  'js.in': jsRow(2),

  /** The first operand, known to stand in the immediate's relation to the second (or alone: truthy, typeof). Made on the edges of branches. */
  /** What `throw` throws: refused if nothing can carry it to a `catch`. */
  'js.thrown': jsRow(1, pure),
  'js.refine': jsRow(-1, { imm: 'relation', ...pure }),

  /** Properties by name (private names begin with `#`) and by computed key. */
  'js.get': jsRow(1, { imm: 'name' }),
  'js.set': jsRow(2, { imm: 'name', out: 'none' }),
  'js.index': jsRow(2),
  'js.set_index': jsRow(3, { out: 'none' }),
  /** `delete object[key]` */
  'js.delete': jsRow(2),
  /** `for (const name in object)`: the names, and whether the object still has the one that comes next. */
  'js.names': jsRow(1),
  'js.still': jsRow(2),

  /** Callee, then arguments. The receiver of a plain call is undefined. Immediate `spread`: flags by argument, or none. */
  'js.call': jsRow(-1, { imm: 'spread' }),
  /** Receiver, then arguments; the immediate is the method's name. */
  'js.method': jsRow(-1, { imm: 'name' }),
  /** Receiver, key, then arguments: `object[key](…)`. */
  'js.method_index': jsRow(-1),
  /** Constructor, then arguments. */
  'js.new': jsRow(-1, { imm: 'spread' }),
  /** `Class.prototype.name.call(object, …)`: class, object, arguments; the immediate is the method's name. */
  'js.method_of': jsRow(-1, { imm: 'name' }),
  /** What `object.name?.(…)` looks at before it calls: the property, or true in place of a method. */
  'js.callee': jsRow(1, { imm: 'name' }),
  /**
   * The receiver of `object.name(…)` and `object[key](…)` before the arguments run: null and undefined throw, and a function that the
   * object holds under the name or key is read, which an argument may replace. Operands: the object, and a key if there is one.
   */
  'js.receiver': jsRow(-1, { imm: 'name' }),
  /** In a part of a class: `this`, then arguments, for the base class's method of the immediate's name, or its `constructor`; or `get name`, `set name`. */
  'js.super': jsRow(-1, { imm: 'name' }),
  /** `this` gets the first values of the fields of the class that the function is a part of. */
  'js.init': jsRow(1, { out: 'none' }),
  /** A function value: immediate `names` = [template id]; operands: the captured values, cells as cells. */
  'js.closure': jsRow(-1, { imm: 'names' }),
  /** A variable that closures share and somebody assigns. */
  'js.cell': jsRow(1),
  /** The same, before it has a value: nothing reads it until it is set. */
  'js.cell_new': jsRow(0),
  /** Immediate: the variable's name (for a read before initialisation: JavaScript throws a ReferenceError). */
  'js.cell_get': jsRow(1, { imm: 'name' }),
  'js.cell_set': jsRow(2, { out: 'none' }),

  /** `[a, b, ...c]`; immediate `spread`: a flag for each operand. */
  'js.array': jsRow(-1, { imm: 'spread' }),
  /** `{ a, b }`; immediate `names`: the keys in order. */
  'js.object': jsRow(-1, { imm: 'names' }),
  /** `new Array(n)` filled with one value; `Array(n).fill(v)` and the like. */
  'js.array_fill': jsRow(2),
  /** Template literal; immediate `names`: the strings around the operands (one more than operands). */
  'js.template': jsRow(-1, { imm: 'names' }),
  /** A part of one: what `toString` of an instance or `join` of an array gives; anything else as it is. */
  'js.text_of': jsRow(1),

  /**
   * What a for…of goes over: the iterable itself if it is an array, a string or a generator, else what its iterator
   * method gives. Immediate: `fresh` if the loop is the only one that has it, else `kept`; or
   * the method that gives the iterator: `values`, `keys`, `entries`.
   */
  'js.iterator': jsRow(1, { imm: 'name' }),
  /** for…of over an array-like: its length now, and an element that is inside. */
  'js.each_length': jsRow(1),
  'js.each_get': jsRow(2),
  /** Is what a loop goes over a generator? Known when types are. */
  'js.yields': jsRow(1),
  /** The loop is left early: of a generator nothing more comes, and what it has to do in the end is done. Immediate: as that of `js.iterator`. */
  'js.close': jsRow(1, { imm: 'name', out: 'none' }),
  /**
   * What `yield*` has to do with what it goes over, if that is a generator. Immediate: `send`: what the next `yield` in it gives;
   * `throw`: what it throws instead; `returned`: what it has returned.
   */
  'js.delegate': jsRow(2, { imm: 'name' }),
  /** An array or string as it is, of a generator a list: of all elements, or of the first ones, one less than the immediate says, if that is not 0. */
  'js.spread': jsRow(1, { imm: 'index' }),
} satisfies Record<string, Row>

export { jsOps }

/** The name that `js.object` has for an operand whose properties are all taken over, in its place. */
export const SPREAD = '...'

/** After it, the properties that are left out. */
export const OMITTED = '-'

export function omittedNames(spread: string): string[] {
  return spread.length === SPREAD.length
    ? []
    : spread
        .slice(SPREAD.length + 1)
        .split(OMITTED)
        .map(decodeURIComponent)
}

export function spreadWithout(names: readonly string[]): string {
  return SPREAD + names.map((name) => OMITTED + encodeURIComponent(name).replaceAll(OMITTED, '%2D')).join('')
}
