// Generated from catalogue.md by scripts/messages.ts: edit there.
import type { Span } from '../base/span.ts'
import { type Note, typingError } from './error.ts'

/** The source of `{name}` cannot be parsed: {reason}. */
export function syntaxError(at: Span | undefined, name: string, reason: string, notes?: readonly Note[]): never {
  throw typingError('syntax_error', at, { name, reason }, notes)
}

/** `{name}` has no source that could be compiled ({reason}): write it as a function of its own, or pass what it stands for in `scope`. */
export function nativeCode(at: Span | undefined, name: string, reason: string, notes?: readonly Note[]): never {
  throw typingError('native_code', at, { name, reason }, notes)
}

/** An `async` function cannot be compiled: make `{name}` an ordinary function and await outside of it. */
export function asyncFunction(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('async_function', at, { name }, notes)
}

/** The generator `{name}` cannot be compiled: push the values to an array and return it. */
export function generatorFunction(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('generator_function', at, { name }, notes)
}

/** {what} cannot be compiled: {remedy}. */
export function unsupportedSyntax(at: Span | undefined, what: string, remedy: string, notes?: readonly Note[]): never {
  throw typingError('unsupported_syntax', at, { what, remedy }, notes)
}

/** `arguments` cannot be compiled: declare a rest parameter (`...{suggestion}`) and use that. */
export function argumentsObject(at: Span | undefined, suggestion: string, notes?: readonly Note[]): never {
  throw typingError('arguments_object', at, { suggestion }, notes)
}

/** This arrow function uses the `this` of the code around it, which cannot be seen from outside: put `this` in a variable (`const self = this`) and use that. */
export function lexicalThis(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('lexical_this', at, {}, notes)
}

/** `{name}` is used before its declaration has run, which JavaScript answers with a ReferenceError: move the declaration up. */
export function useBeforeDefinition(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('use_before_definition', at, { name }, notes)
}

/** A function made here uses `{name}`, which is declared further down: move the declaration of `{name}` above it. */
export function captureBeforeDefinition(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('capture_before_definition', at, { name }, notes)
}

/** `{name}` is declared in one `case` and used in another: declare it before the `switch`. */
export function switchDeclaration(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('switch_declaration', at, { name }, notes)
}

/** `{name}` is a constant and cannot be assigned: declare it with `let`. */
export function assignToConst(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('assign_to_const', at, { name }, notes)
}

/** `{name}` belongs to the code around `{owner}` and cannot be assigned from compiled code: return the new value, or keep it in an element of a typed array. */
export function assignToCaptured(at: Span | undefined, name: string, owner: string, notes?: readonly Note[]): never {
  throw typingError('assign_to_captured', at, { name, owner }, notes)
}

/** `{name}` is a function declaration and cannot be assigned: use `let {name} = …` for a function that changes. */
export function assignToFunction(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('assign_to_function', at, { name }, notes)
}

/** `...` in an object literal cannot be compiled: write the fields one by one, `{ x: p.x, y: p.y }`. */
export function objectSpread(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('object_spread', at, {}, notes)
}

/** `...` in an object pattern cannot be compiled: name the fields that are needed. */
export function objectRest(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('object_rest', at, {}, notes)
}

/** `...` in the arguments of the method `{method}` cannot be compiled: call it in a loop, once for each element. */
export function spreadMethodCall(at: Span | undefined, method: string, notes?: readonly Note[]): never {
  throw typingError('spread_method_call', at, { method }, notes)
}

/** A getter or setter in an object literal cannot be compiled: make `{name}` a method or a class accessor. */
export function accessorInObject(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('accessor_in_object', at, { name }, notes)
}

/** A computed key in an object literal or pattern must be a constant: write the name, or use an array. */
export function computedKey(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('computed_key', at, {}, notes)
}

/** `__proto__` in an object literal sets its prototype, which cannot be compiled: use a class. */
export function prototypeKey(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('prototype_key', at, {}, notes)
}

/** `for … in` cannot be compiled: use `for (let i = 0; i < a.length; i++)` or `for (const value of a)`. */
export function forIn(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('for_in', at, {}, notes)
}

/** `delete` cannot be compiled, fields are fixed: set the field to `undefined` or `null`. */
export function deleteOperator(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('delete_operator', at, {}, notes)
}

/** A regular expression cannot be compiled: match outside of the compiled function and pass the result. */
export function regularExpression(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('regular_expression', at, {}, notes)
}

/** `eval` cannot be compiled: there is no source to compile before the program runs. */
export function directEval(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('direct_eval', at, {}, notes)
}

/** `with` cannot be compiled: put the object in a variable and write `object.name`. */
export function withStatement(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('with_statement', at, {}, notes)
}

/** `import()` cannot be compiled: import at the top of the file. */
export function dynamicImport(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('dynamic_import', at, {}, notes)
}

/** A tagged template cannot be compiled: call the function with ordinary arguments. */
export function taggedTemplate(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('tagged_template', at, {}, notes)
}

/** A class inside a function cannot be compiled: declare `{name}` outside of the function. */
export function localClass(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('local_class', at, { name }, notes)
}

/** `super` can be compiled only in a class that is compiled as a whole. */
export function superOutsideClass(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('super_outside_class', at, {}, notes)
}

/** This expression is nested too deeply: split it into several statements. */
export function tooDeep(at: Span | undefined, notes?: readonly Note[]): never {
  throw typingError('too_deep', at, {}, notes)
}

/** `{name}` is not defined where the function was made: declare or import it, or pass it in `scope`. */
export function unknownName(at: Span | undefined, name: string, notes?: readonly Note[]): never {
  throw typingError('unknown_name', at, { name }, notes)
}

/** taipan has made a mistake while compiling `{name}` ({detail}): please report it with this function's source. */
export function internalError(at: Span | undefined, name: string, detail: string, notes?: readonly Note[]): never {
  throw typingError('internal_error', at, { name, detail }, notes)
}
