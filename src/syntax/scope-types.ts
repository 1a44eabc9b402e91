/** What scope analysis finds out about a unit: functions, variables, and who uses which. */
import type { AnyNode, CallExpression, Identifier, Super, ThisExpression } from 'acorn'
import type { FunctionNode } from './ast.ts'

export type VariableKind = 'param' | 'var' | 'let' | 'const' | 'function' | 'class' | 'catch' | 'self' | 'this'

/** A statement that runs its inside more than once (or, for `switch`, enters it in the middle). */
export interface Loop {
  readonly node: AnyNode
  readonly parent: Loop | undefined
}

export interface Variable {
  readonly name: string
  readonly kind: VariableKind
  readonly owner: FunctionInfo
  /** Where it is declared; undefined for `this`. */
  readonly declaration: Identifier | undefined
  /** Reads before this position, or inside `initialiser`, come before its initialisation. */
  readonly initialisedAt: number
  readonly initialiser: AnyNode | undefined
  /** The expression whose value it is given as a whole, no pattern in between. */
  readonly value: AnyNode | undefined
  /** The innermost loop of its owner in which a fresh one is made each time around. */
  readonly loop: Loop | undefined
  /** Declared in the head of this `for (let …;;)`: copied from one iteration to the next. */
  readonly head: AnyNode | undefined
  /** Declared directly in this switch. */
  readonly switchNode: AnyNode | undefined
  /** The function literal it is initialised with or declared as. */
  functionInit: FunctionInfo | undefined
  writes: number
  references: number
  /** Always holds this function: reads make the closure, calls may be inlined. */
  known: FunctionInfo | undefined
  /** Shared with closures and assigned while they live. */
  cell: boolean
}

export interface Reference {
  readonly variable: Variable
  readonly kind: 'read' | 'write' | 'call'
  /** The identifier, or the whole of what assigns or calls. */
  readonly node: AnyNode
  readonly loop: Loop | undefined
  readonly call: CallExpression | undefined
}

/** A function literal that is made at this point. */
export interface Literal {
  readonly info: FunctionInfo
  readonly node: AnyNode
  readonly loop: Loop | undefined
  /** The call whose body it becomes when inlined: `(() => …)()`, `Array.from({ length }, () => …)`. */
  readonly call: CallExpression | undefined
}

export interface FunctionInfo {
  /** Position in the unit: 0 is the root. */
  readonly index: number
  readonly node: FunctionNode
  readonly name: string
  readonly parent: FunctionInfo | undefined
  readonly references: Reference[]
  readonly literals: Literal[]
  readonly variables: Variable[]
  /** Nodes of its own, without inner functions. */
  size: number
  /** A variable always holds it: it is made where that is mentioned, not where the literal stands. */
  known: boolean
  /** `this` of a function that is no arrow, once somebody uses it. */
  thisVariable: Variable | undefined
  /** Variables of enclosing functions that its closure holds, in a fixed order. */
  captures: readonly Variable[]
}

export interface Analysis {
  readonly root: FunctionInfo
  readonly functions: ReadonlyMap<FunctionNode, FunctionInfo>
  /** What an identifier (or `this`; `super` stands for it) means; free names are absent. */
  readonly variables: ReadonlyMap<Identifier | ThisExpression | Super, Variable>
  /** Calls that are replaced by the body of the function. */
  readonly inlined: ReadonlyMap<CallExpression, FunctionInfo>
  readonly free: ReadonlySet<string>
  /** What names mean where a class or function stands; undefined for those of no function here. */
  readonly around: ReadonlyMap<AnyNode, (name: string) => Variable | undefined>
}
