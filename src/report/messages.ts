// Generated from catalogue.md by scripts/messages.ts: edit there.
// biome-ignore-all format: generated
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

/** A function made inside of a generator holds `{name}`, which each turn of the loop has anew: that cannot be compiled; call the function where it is made. */
export function closure_in_generator(at: Span | undefined, params: MessageParams['closure_in_generator'], notes?: readonly Note[]): never {
  throw typingError('closure_in_generator', at, params, notes)
}

/** `{name}` of a generator cannot be compiled: generators have `next()`, `return()` and `throw()`, and can be gone over. */
export function generator_method(at: Span | undefined, params: MessageParams['generator_method'], notes?: readonly Note[]): never {
  throw typingError('generator_method', at, params, notes)
}

/** `yield` inside of `finally` cannot be compiled: put it behind the `try`. */
export function yield_in_finally(at: Span | undefined, params: MessageParams['yield_in_finally'] = {}, notes?: readonly Note[]): never {
  throw typingError('yield_in_finally', at, params, notes)
}

/** `yield` can only stand in a generator function itself. */
export function yield_outside(at: Span | undefined, params: MessageParams['yield_outside'] = {}, notes?: readonly Note[]): never {
  throw typingError('yield_outside', at, params, notes)
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

/** `...` of {type} cannot be compiled: write the fields one by one, `{ x: p.x, y: p.y }`. */
export function object_spread(at: Span | undefined, params: MessageParams['object_spread'], notes?: readonly Note[]): never {
  throw typingError('object_spread', at, params, notes)
}

/** `{name}` of {type} cannot be compiled: it must be a plain object or an instance of one class, always with the same properties. */
export function object_fields(at: Span | undefined, params: MessageParams['object_fields'], notes?: readonly Note[]): never {
  throw typingError('object_fields', at, params, notes)
}

/** `...` in an object pattern with computed names cannot be compiled: name the fields that are needed. */
export function object_rest(at: Span | undefined, params: MessageParams['object_rest'] = {}, notes?: readonly Note[]): never {
  throw typingError('object_rest', at, params, notes)
}

/** `...` in the arguments of the method `{method}` cannot be compiled: call it in a loop, once for each element. */
export function spread_method_call(at: Span | undefined, params: MessageParams['spread_method_call'], notes?: readonly Note[]): never {
  throw typingError('spread_method_call', at, params, notes)
}

/** An object literal in which `{name}` is an accessor has no property of that name too, and spreads nothing. */
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

/** `for … in` can be compiled over plain objects that always have the same properties, or began as `{}`, and with no `yield` inside: use `for (let i = 0; i < a.length; i++)`, `for (const value of a)` or `Object.keys`. */
export function for_in(at: Span | undefined, params: MessageParams['for_in'] = {}, notes?: readonly Note[]): never {
  throw typingError('for_in', at, params, notes)
}

/** `delete` can be compiled for what an object literal or `Object.create(null)` of compiled code has made; the properties of other objects are fixed: set the property to `undefined` or `null`, or use a Map. */
export function delete_operator(at: Span | undefined, params: MessageParams['delete_operator'] = {}, notes?: readonly Note[]): never {
  throw typingError('delete_operator', at, params, notes)
}

/** A method of an object that began as `{}` and has properties added to it cannot be called, but `hasOwnProperty`: put the function that it holds into a variable first. */
export function dictionary_call(at: Span | undefined, params: MessageParams['dictionary_call'] = {}, notes?: readonly Note[]): never {
  throw typingError('dictionary_call', at, params, notes)
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

/** A class inside a function cannot use `{name}`, a variable of that function: give it to the constructor. */
export function local_class_variable(at: Span | undefined, params: MessageParams['local_class_variable'], notes?: readonly Note[]): never {
  throw typingError('local_class_variable', at, params, notes)
}

/** A static field of a class inside a function holds a literal, and there are no static blocks: declare `{name}` outside of the function. */
export function local_class_static(at: Span | undefined, params: MessageParams['local_class_static'], notes?: readonly Note[]): never {
  throw typingError('local_class_static', at, params, notes)
}

/** {name} extends {base}: only classes of the program itself can be extended in compiled code. */
export function unknown_base(at: Span | undefined, params: MessageParams['unknown_base'], notes?: readonly Note[]): never {
  throw typingError('unknown_base', at, params, notes)
}

/** `{name}` is a class of errors, which stay the host's: compiled code makes instances of those declared outside of all functions, and reads their properties and static fields that hold a number, bigint, boolean or string; it calls no methods of them. */
export function error_class(at: Span | undefined, params: MessageParams['error_class'], notes?: readonly Note[]): never {
  throw typingError('error_class', at, params, notes)
}

/** The constructor of `{name}` is given {type}: constructors of classes of errors take strings, numbers, bigints, booleans, null and undefined. */
export function error_class_argument(at: Span | undefined, params: MessageParams['error_class_argument'], notes?: readonly Note[]): never {
  throw typingError('error_class_argument', at, params, notes)
}

/** No class `{name}` is known: it is not among what the function can see, and no class of that name was given to `jitclass`. */
export function unknown_class(at: Span | undefined, params: MessageParams['unknown_class'], notes?: readonly Note[]): never {
  throw typingError('unknown_class', at, params, notes)
}

/** The types given for class {owner} name a field `{name}`, but the class has no such field: take it out, or give the field a first value in the class. */
export function unknown_field(at: Span | undefined, params: MessageParams['unknown_field'], notes?: readonly Note[]): never {
  throw typingError('unknown_field', at, params, notes)
}

/** Nothing says what the field `{name}` of class {owner} can hold: it begins as {begins}. Declare its type, as in `jitclass({ {name}: '{example}' }, …)`. */
export function missing_spec(at: Span | undefined, params: MessageParams['missing_spec'], notes?: readonly Note[]): never {
  throw typingError('missing_spec', at, params, notes)
}

/** The field `{name}` of class {owner} may be read before it has a value, and its declared type has no `undefined`: give it an initialiser, or assign it in the constructor before anything else uses `this`. */
export function field_before_value(at: Span | undefined, params: MessageParams['field_before_value'], notes?: readonly Note[]): never {
  throw typingError('field_before_value', at, params, notes)
}

/** A method cannot be taken as a value (`{name}`): call it, or wrap the call in an arrow function. */
export function method_value(at: Span | undefined, params: MessageParams['method_value'], notes?: readonly Note[]): never {
  throw typingError('method_value', at, params, notes)
}

/** The static field `{name}` cannot be assigned in compiled code: that can be done with fields that hold a number, a bigint of 64 bits or a boolean and are declared in the class itself; a private one must begin with a literal, in a class given to jitclass. Ahead of time it can hold anything that a variable of the file can: write its type (`static last: Shape | null = null`). */
export function static_assignment(at: Span | undefined, params: MessageParams['static_assignment'], notes?: readonly Note[]): never {
  throw typingError('static_assignment', at, params, notes)
}

/** The static field `{name}` holds a {holds}, and {type} is assigned to it: the type of a static field does not change in compiled code. */
export function static_kind(at: Span | undefined, params: MessageParams['static_kind'], notes?: readonly Note[]): never {
  throw typingError('static_kind', at, params, notes)
}

/** What the private static field `{name}` holds cannot be seen from outside of the class: let it begin with a number, bigint or boolean literal and use it in no generator, async method, static block or initialiser; or do without the `#`. */
export function private_static(at: Span | undefined, params: MessageParams['private_static'], notes?: readonly Note[]): never {
  throw typingError('private_static', at, params, notes)
}

/** {field} would keep an array, Map, Set or object of the host, of which compiled code has only a copy: make a new one inside (`[...items]`, `{ x: p.x }`, `new Map(map)`), so that both sides know that they are two. */
export function host_object_kept(at: Span | undefined, params: MessageParams['host_object_kept'], notes?: readonly Note[]): never {
  throw typingError('host_object_kept', at, params, notes)
}

/** A constructor that returns {type} cannot be compiled: what it returns would take the place of the new object; return nothing. */
export function constructor_result(at: Span | undefined, params: MessageParams['constructor_result'], notes?: readonly Note[]): never {
  throw typingError('constructor_result', at, params, notes)
}

/** {field} cannot hold {function}, which uses variables of the function around it (or was compiled ahead of time): instances that the host knows can hold functions that use only their parameters and what stands outside of all functions. */
export function function_field(at: Span | undefined, params: MessageParams['function_field'], notes?: readonly Note[]): never {
  throw typingError('function_field', at, params, notes)
}

/** {field} cannot hold this function in an instance of a class that is compiled ahead of time: {reason}. */
export function aot_function_field(at: Span | undefined, params: MessageParams['aot_function_field'], notes?: readonly Note[]): never {
  throw typingError('aot_function_field', at, params, notes)
}

/** {field} would hold {type}, which an instance that the host knows cannot keep: a field of such a class holds numbers, bigints, booleans, strings, arrays, plain objects, instances, Maps and Sets of these, or functions that use only their parameters and what stands outside of all functions. */
export function hidden_field(at: Span | undefined, params: MessageParams['hidden_field'], notes?: readonly Note[]): never {
  throw typingError('hidden_field', at, params, notes)
}

/** {type} cannot be a key of a Map or an element of a Set here: keys are numbers, booleans and strings, or bigints, or objects, or functions of the host, and in one collection all of one of these sorts. Give those of another sort a number before the kernel runs, or use a collection for each. */
export function collection_key(at: Span | undefined, params: MessageParams['collection_key'], notes?: readonly Note[]): never {
  throw typingError('collection_key', at, params, notes)
}

/** A {name} of compiled code cannot be handed to the host: hand out an array of what is in it. */
export function collection_result(at: Span | undefined, params: MessageParams['collection_result'], notes?: readonly Note[]): never {
  throw typingError('collection_result', at, params, notes)
}

/** The result is a {name} that an instance keeps: the host would get a copy of it where a Map or a Set is an argument too. Hand out the instance, or a copy of it. */
export function collection_kept(at: Span | undefined, params: MessageParams['collection_kept'], notes?: readonly Note[]): never {
  throw typingError('collection_kept', at, params, notes)
}

/** A part of the result is a {name} that was given as an argument: the host would get a copy of it there. Hand it out alone, or hand out a copy (`new {name}(…)`). */
export function collection_given(at: Span | undefined, params: MessageParams['collection_given'], notes?: readonly Note[]): never {
  throw typingError('collection_given', at, params, notes)
}

/** `prototype.{name}.call(…)` can be compiled for a class of the program, with an instance of that class or of one that extends it. */
export function prototype_call(at: Span | undefined, params: MessageParams['prototype_call'], notes?: readonly Note[]): never {
  throw typingError('prototype_call', at, params, notes)
}

/** An instance of class {name} cannot be handed to the host, because the class is not compiled as a whole: write `const {name} = jitclass(class {name} …)`. */
export function undeclared_instance(at: Span | undefined, params: MessageParams['undeclared_instance'], notes?: readonly Note[]): never {
  throw typingError('undeclared_instance', at, params, notes)
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

/** `{operator}` cannot be applied to {left} and {right}: convert one of them first. */
export function bad_operands(at: Span | undefined, params: MessageParams['bad_operands'], notes?: readonly Note[]): never {
  throw typingError('bad_operands', at, params, notes)
}

/** `{operator}` cannot be applied to {operand}: convert it first. */
export function bad_operand(at: Span | undefined, params: MessageParams['bad_operand'], notes?: readonly Note[]): never {
  throw typingError('bad_operand', at, params, notes)
}

/** Comparing {left} with {right} is not supported: convert one of them first. */
export function mixed_comparison(at: Span | undefined, params: MessageParams['mixed_comparison'], notes?: readonly Note[]): never {
  throw typingError('mixed_comparison', at, params, notes)
}

/** A variable holds values that have no common form ({types}): use one variable for each. */
export function mixed_types(at: Span | undefined, params: MessageParams['mixed_types'], notes?: readonly Note[]): never {
  throw typingError('mixed_types', at, params, notes)
}

/** Only numbers, bigints, booleans, strings, null and undefined can be made part of a string (in a template literal and by `String(…)` also arrays, and instances with `toString`): name the property you want to show. */
export function unsupported_text(at: Span | undefined, params: MessageParams['unsupported_text'] = {}, notes?: readonly Note[]): never {
  throw typingError('unsupported_text', at, params, notes)
}

/** {what} is called, but it is not a function of the program. */
export function not_callable(at: Span | undefined, params: MessageParams['not_callable'], notes?: readonly Note[]): never {
  throw typingError('not_callable', at, params, notes)
}

/** Argument {index} of a function that was given as `{wanted}` is {found} here: write what the type says. */
export function callback_argument(at: Span | undefined, params: MessageParams['callback_argument'], notes?: readonly Note[]): never {
  throw typingError('callback_argument', at, params, notes)
}

/** `new` is applied to {what}: only typed arrays, `Array` and the built-in errors can be constructed in a kernel. */
export function not_constructible(at: Span | undefined, params: MessageParams['not_constructible'], notes?: readonly Note[]): never {
  throw typingError('not_constructible', at, params, notes)
}

/** The built-in `{name}` is not supported in compiled code: compute it outside and pass the result, or write it out. */
export function unsupported_builtin(at: Span | undefined, params: MessageParams['unsupported_builtin'], notes?: readonly Note[]): never {
  throw typingError('unsupported_builtin', at, params, notes)
}

/** Spreading arguments into a call is not supported: pass them one by one, or pass the array. */
export function unsupported_spread(at: Span | undefined, params: MessageParams['unsupported_spread'] = {}, notes?: readonly Note[]): never {
  throw typingError('unsupported_spread', at, params, notes)
}

/** `{name}` needs {count} argument(s). */
export function missing_argument(at: Span | undefined, params: MessageParams['missing_argument'], notes?: readonly Note[]): never {
  throw typingError('missing_argument', at, params, notes)
}

/** `{name}` cannot take {type}: convert it first. */
export function bad_argument(at: Span | undefined, params: MessageParams['bad_argument'], notes?: readonly Note[]): never {
  throw typingError('bad_argument', at, params, notes)
}

/** `{name}` needs a constant number of bits from 0 to 64 and a bigint. */
export function bad_truncation(at: Span | undefined, params: MessageParams['bad_truncation'], notes?: readonly Note[]): never {
  throw typingError('bad_truncation', at, params, notes)
}

/** {type} cannot be given to the host from compiled code: hand out its numbers, arrays or plain objects. */
export function cannot_hand_out(at: Span | undefined, params: MessageParams['cannot_hand_out'], notes?: readonly Note[]): never {
  throw typingError('cannot_hand_out', at, params, notes)
}

/** An object of the result lacks the property `{name}` or has it with the value undefined, and compiled code does not know which: leave it away from some objects, or give it the value undefined (better null), but not both. */
export function result_may_lack(at: Span | undefined, params: MessageParams['result_may_lack'], notes?: readonly Note[]): never {
  throw typingError('result_may_lack', at, params, notes)
}

/** Objects of the result may have their properties in different orders ({names}), and compiled code keeps one for all: write them in one order. */
export function result_order(at: Span | undefined, params: MessageParams['result_order'], notes?: readonly Note[]): never {
  throw typingError('result_order', at, params, notes)
}

/** The message of an error must be a string, and this is {type}: use a template literal. */
export function error_message_type(at: Span | undefined, params: MessageParams['error_message_type'], notes?: readonly Note[]): never {
  throw typingError('error_message_type', at, params, notes)
}

/** `throw` of {type} cannot be compiled: throw an error, a string, a number or a boolean. */
export function throw_no_error(at: Span | undefined, params: MessageParams['throw_no_error'], notes?: readonly Note[]): never {
  throw typingError('throw_no_error', at, params, notes)
}

/** {object} has no method `{name}` that can be compiled: write out what it does, or call it outside. */
export function no_method(at: Span | undefined, params: MessageParams['no_method'], notes?: readonly Note[]): never {
  throw typingError('no_method', at, params, notes)
}

/** There is no property `{name}` on {object}. */
export function no_property(at: Span | undefined, params: MessageParams['no_property'], notes?: readonly Note[]): never {
  throw typingError('no_property', at, params, notes)
}

/** The object has no property `{name}` to store to: list it where the object is made, with a first value. */
export function no_such_field(at: Span | undefined, params: MessageParams['no_such_field'], notes?: readonly Note[]): never {
  throw typingError('no_such_field', at, params, notes)
}

/** A property cannot be chosen by a computed key: use an array, or name the property. */
export function computed_property(at: Span | undefined, params: MessageParams['computed_property'] = {}, notes?: readonly Note[]): never {
  throw typingError('computed_property', at, params, notes)
}

/** {object} cannot have properties whose names are made at run time: use a `Map`, as in `counts.set(word, (counts.get(word) ?? 0) + 1)`, or say of the field that holds it, or ahead of time of the variable, that it is a `Record<string, number>`. */
export function no_names(at: Span | undefined, params: MessageParams['no_names'], notes?: readonly Note[]): never {
  throw typingError('no_names', at, params, notes)
}

/** {object} cannot be indexed by {key}. */
export function not_indexable(at: Span | undefined, params: MessageParams['not_indexable'], notes?: readonly Note[]): never {
  throw typingError('not_indexable', at, params, notes)
}

/** {object} cannot be iterated over: only arrays, typed arrays, strings, generators and instances with `*[Symbol.iterator]()` can. */
export function not_iterable(at: Span | undefined, params: MessageParams['not_iterable'], notes?: readonly Note[]): never {
  throw typingError('not_iterable', at, params, notes)
}

/** {value} cannot be stored in {array}: numbers go into number arrays, bigints into BigInt64Array and BigUint64Array. */
export function bad_element(at: Span | undefined, params: MessageParams['bad_element'], notes?: readonly Note[]): never {
  throw typingError('bad_element', at, params, notes)
}

/** `new {name}` takes a length, an array or a typed array here, not {type}. */
export function bad_array_argument(at: Span | undefined, params: MessageParams['bad_array_argument'], notes?: readonly Note[]): never {
  throw typingError('bad_array_argument', at, params, notes)
}

/** The operator `{operator}` is not supported for these operands. */
export function unsupported_operator(at: Span | undefined, params: MessageParams['unsupported_operator'], notes?: readonly Note[]): never {
  throw typingError('unsupported_operator', at, params, notes)
}

/** `{name}` is {reason}. */
export function unsupported_capture(at: Span | undefined, params: MessageParams['unsupported_capture'], notes?: readonly Note[]): never {
  throw typingError('unsupported_capture', at, params, notes)
}

/** An object of `{name}`, whose properties are constants, {what}. */
export function constant_object(at: Span | undefined, params: MessageParams['constant_object'], notes?: readonly Note[]): never {
  throw typingError('constant_object', at, params, notes)
}

/** The bigint {value} does not fit 64 bits. */
export function bigint_too_large(at: Span | undefined, params: MessageParams['bigint_too_large'], notes?: readonly Note[]): never {
  throw typingError('bigint_too_large', at, params, notes)
}

/** `{name}` is called with too many different combinations of types: give its parameters fewer forms. */
export function too_many_specialisations(at: Span | undefined, params: MessageParams['too_many_specialisations'], notes?: readonly Note[]): never {
  throw typingError('too_many_specialisations', at, params, notes)
}

/** {type} is stored where {declared} was declared. */
export function wrong_declared_type(at: Span | undefined, params: MessageParams['wrong_declared_type'], notes?: readonly Note[]): never {
  throw typingError('wrong_declared_type', at, params, notes)
}

/** What the host gives as `{type}` {clash}: {remedy}. */
export function host_form(at: Span | undefined, params: MessageParams['host_form'], notes?: readonly Note[]): never {
  throw typingError('host_form', at, params, notes)
}

/** The function returns {type}, but its signature says {declared}. */
export function wrong_result(at: Span | undefined, params: MessageParams['wrong_result'], notes?: readonly Note[]): never {
  throw typingError('wrong_result', at, params, notes)
}

/** `{name}` uses `this`, and a kernel is called without an object: pass the object as an argument. */
export function kernel_this(at: Span | undefined, params: MessageParams['kernel_this'], notes?: readonly Note[]): never {
  throw typingError('kernel_this', at, params, notes)
}

/** The parameter `{name}` of the exported function `{owner}` has no type: write {remedy}. */
export function aot_missing_type(at: Span | undefined, params: MessageParams['aot_missing_type'], notes?: readonly Note[]): never {
  throw typingError('aot_missing_type', at, params, notes)
}

/** The exported function `{owner}` has no type for what it returns: write {remedy}. */
export function aot_missing_result(at: Span | undefined, params: MessageParams['aot_missing_result'], notes?: readonly Note[]): never {
  throw typingError('aot_missing_result', at, params, notes)
}

/** The type `{type}` cannot cross to compiled code: {remedy}. */
export function aot_unsupported_type(at: Span | undefined, params: MessageParams['aot_unsupported_type'], notes?: readonly Note[]): never {
  throw typingError('aot_unsupported_type', at, params, notes)
}

/** There is no type `{name}` here that compiled code could know: {remedy}. */
export function aot_unknown_type(at: Span | undefined, params: MessageParams['aot_unknown_type'], notes?: readonly Note[]): never {
  throw typingError('aot_unknown_type', at, params, notes)
}

/** `{name}` is generic, and an export is compiled for types that are known: {remedy}. */
export function aot_generic_export(at: Span | undefined, params: MessageParams['aot_generic_export'], notes?: readonly Note[]): never {
  throw typingError('aot_generic_export', at, params, notes)
}

/** The signature `{text}` in the comment cannot be used: {reason}. */
export function aot_bad_signature(at: Span | undefined, params: MessageParams['aot_bad_signature'], notes?: readonly Note[]): never {
  throw typingError('aot_bad_signature', at, params, notes)
}

/** `{from}` cannot be imported: {reason}. */
export function aot_unresolved_import(at: Span | undefined, params: MessageParams['aot_unresolved_import'], notes?: readonly Note[]): never {
  throw typingError('aot_unresolved_import', at, params, notes)
}

/** `{from}` has no export `{name}`. */
export function aot_missing_export(at: Span | undefined, params: MessageParams['aot_missing_export'], notes?: readonly Note[]): never {
  throw typingError('aot_missing_export', at, params, notes)
}

/** `{name}` cannot be exported from a file that is compiled ahead of time: {reason}. */
export function aot_export(at: Span | undefined, params: MessageParams['aot_export'], notes?: readonly Note[]): never {
  throw typingError('aot_export', at, params, notes)
}

/** The initial value of `{name}` cannot be made: {reason}. */
export function aot_initialiser(at: Span | undefined, params: MessageParams['aot_initialiser'], notes?: readonly Note[]): never {
  throw typingError('aot_initialiser', at, params, notes)
}

/** `{name}` cannot be compiled where it stands: {reason}. */
export function aot_directive(at: Span | undefined, params: MessageParams['aot_directive'], notes?: readonly Note[]): never {
  throw typingError('aot_directive', at, params, notes)
}
