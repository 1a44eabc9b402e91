// Generated from catalogue.md by scripts/messages.ts: edit there.
import type { Span } from '../base/span.ts'
import type { MessageParams } from './catalogue.ts'
import { type Note, typingError } from './error.ts'

/** The source of `{name}` cannot be parsed: {reason}. */
export function syntax_error(at: Span | undefined, params: MessageParams['syntax_error'], notes?: readonly Note[]): never {
  throw typingError('syntax_error', at, params, notes)
}

/** `{name}` has no source that could be compiled ({reason}): write it as a function of its own, or pass what it stands for in `scope`. */
export function native_code(at: Span | undefined, params: MessageParams['native_code'], notes?: readonly Note[]): never {
  throw typingError('native_code', at, params, notes)
}

/** An `async` function cannot be compiled: make `{name}` an ordinary function and await outside of it. */
export function async_function(at: Span | undefined, params: MessageParams['async_function'], notes?: readonly Note[]): never {
  throw typingError('async_function', at, params, notes)
}

/** The generator `{name}` cannot be compiled: push the values to an array and return it. */
export function generator_function(at: Span | undefined, params: MessageParams['generator_function'], notes?: readonly Note[]): never {
  throw typingError('generator_function', at, params, notes)
}

/** {what} cannot be compiled: {remedy}. */
export function unsupported_syntax(at: Span | undefined, params: MessageParams['unsupported_syntax'], notes?: readonly Note[]): never {
  throw typingError('unsupported_syntax', at, params, notes)
}

/** `arguments` cannot be compiled: declare a rest parameter (`...{suggestion}`) and use that. */
export function arguments_object(at: Span | undefined, params: MessageParams['arguments_object'], notes?: readonly Note[]): never {
  throw typingError('arguments_object', at, params, notes)
}

/** This arrow function uses the `this` of the code around it, which cannot be seen from outside: put `this` in a variable (`const self = this`) and use that. */
export function lexical_this(at: Span | undefined, params: MessageParams['lexical_this'] = {}, notes?: readonly Note[]): never {
  throw typingError('lexical_this', at, params, notes)
}

/** `{name}` is used before its declaration has run, which JavaScript answers with a ReferenceError: move the declaration up. */
export function use_before_definition(at: Span | undefined, params: MessageParams['use_before_definition'], notes?: readonly Note[]): never {
  throw typingError('use_before_definition', at, params, notes)
}

/** A function made here uses `{name}`, which is declared further down: move the declaration of `{name}` above it. */
export function capture_before_definition(at: Span | undefined, params: MessageParams['capture_before_definition'], notes?: readonly Note[]): never {
  throw typingError('capture_before_definition', at, params, notes)
}

/** `{name}` is declared in one `case` and used in another: declare it before the `switch`. */
export function switch_declaration(at: Span | undefined, params: MessageParams['switch_declaration'], notes?: readonly Note[]): never {
  throw typingError('switch_declaration', at, params, notes)
}

/** `{name}` is a constant and cannot be assigned: declare it with `let`. */
export function assign_to_const(at: Span | undefined, params: MessageParams['assign_to_const'], notes?: readonly Note[]): never {
  throw typingError('assign_to_const', at, params, notes)
}

/** `{name}` belongs to the code around `{owner}` and cannot be assigned from compiled code: return the new value, or keep it in an element of a typed array. */
export function assign_to_captured(at: Span | undefined, params: MessageParams['assign_to_captured'], notes?: readonly Note[]): never {
  throw typingError('assign_to_captured', at, params, notes)
}

/** `{name}` is a function declaration and cannot be assigned: use `let {name} = …` for a function that changes. */
export function assign_to_function(at: Span | undefined, params: MessageParams['assign_to_function'], notes?: readonly Note[]): never {
  throw typingError('assign_to_function', at, params, notes)
}

/** `...` in an object literal cannot be compiled: write the fields one by one, `{ x: p.x, y: p.y }`. */
export function object_spread(at: Span | undefined, params: MessageParams['object_spread'] = {}, notes?: readonly Note[]): never {
  throw typingError('object_spread', at, params, notes)
}

/** `...` in an object pattern cannot be compiled: name the fields that are needed. */
export function object_rest(at: Span | undefined, params: MessageParams['object_rest'] = {}, notes?: readonly Note[]): never {
  throw typingError('object_rest', at, params, notes)
}

/** `...` in the arguments of the method `{method}` cannot be compiled: call it in a loop, once for each element. */
export function spread_method_call(at: Span | undefined, params: MessageParams['spread_method_call'], notes?: readonly Note[]): never {
  throw typingError('spread_method_call', at, params, notes)
}

/** A getter or setter in an object literal cannot be compiled: make `{name}` a method or a class accessor. */
export function accessor_in_object(at: Span | undefined, params: MessageParams['accessor_in_object'], notes?: readonly Note[]): never {
  throw typingError('accessor_in_object', at, params, notes)
}

/** A computed key in an object literal or pattern must be a constant: write the name, or use an array. */
export function computed_key(at: Span | undefined, params: MessageParams['computed_key'] = {}, notes?: readonly Note[]): never {
  throw typingError('computed_key', at, params, notes)
}

/** `__proto__` in an object literal sets its prototype, which cannot be compiled: use a class. */
export function prototype_key(at: Span | undefined, params: MessageParams['prototype_key'] = {}, notes?: readonly Note[]): never {
  throw typingError('prototype_key', at, params, notes)
}

/** `for … in` cannot be compiled: use `for (let i = 0; i < a.length; i++)` or `for (const value of a)`. */
export function for_in(at: Span | undefined, params: MessageParams['for_in'] = {}, notes?: readonly Note[]): never {
  throw typingError('for_in', at, params, notes)
}

/** `delete` cannot be compiled, fields are fixed: set the field to `undefined` or `null`. */
export function delete_operator(at: Span | undefined, params: MessageParams['delete_operator'] = {}, notes?: readonly Note[]): never {
  throw typingError('delete_operator', at, params, notes)
}

/** A regular expression cannot be compiled: match outside of the compiled function and pass the result. */
export function regular_expression(at: Span | undefined, params: MessageParams['regular_expression'] = {}, notes?: readonly Note[]): never {
  throw typingError('regular_expression', at, params, notes)
}

/** `eval` cannot be compiled: there is no source to compile before the program runs. */
export function direct_eval(at: Span | undefined, params: MessageParams['direct_eval'] = {}, notes?: readonly Note[]): never {
  throw typingError('direct_eval', at, params, notes)
}

/** `with` cannot be compiled: put the object in a variable and write `object.name`. */
export function with_statement(at: Span | undefined, params: MessageParams['with_statement'] = {}, notes?: readonly Note[]): never {
  throw typingError('with_statement', at, params, notes)
}

/** `import()` cannot be compiled: import at the top of the file. */
export function dynamic_import(at: Span | undefined, params: MessageParams['dynamic_import'] = {}, notes?: readonly Note[]): never {
  throw typingError('dynamic_import', at, params, notes)
}

/** A tagged template cannot be compiled: call the function with ordinary arguments. */
export function tagged_template(at: Span | undefined, params: MessageParams['tagged_template'] = {}, notes?: readonly Note[]): never {
  throw typingError('tagged_template', at, params, notes)
}

/** A class inside a function cannot be compiled: declare `{name}` outside of the function. */
export function local_class(at: Span | undefined, params: MessageParams['local_class'], notes?: readonly Note[]): never {
  throw typingError('local_class', at, params, notes)
}

/** `super` can be compiled only in a class that is compiled as a whole. */
export function super_outside_class(at: Span | undefined, params: MessageParams['super_outside_class'] = {}, notes?: readonly Note[]): never {
  throw typingError('super_outside_class', at, params, notes)
}

/** This expression is nested too deeply: split it into several statements. */
export function too_deep(at: Span | undefined, params: MessageParams['too_deep'] = {}, notes?: readonly Note[]): never {
  throw typingError('too_deep', at, params, notes)
}

/** `{name}` is not defined where the function was made: declare or import it, or pass it in `scope`. */
export function unknown_name(at: Span | undefined, params: MessageParams['unknown_name'], notes?: readonly Note[]): never {
  throw typingError('unknown_name', at, params, notes)
}

/** taipan has made a mistake while compiling `{name}` ({detail}): please report it with this function's source. */
export function internal_error(at: Span | undefined, params: MessageParams['internal_error'], notes?: readonly Note[]): never {
  throw typingError('internal_error', at, params, notes)
}
