// Generated from catalogue.md by scripts/messages.ts: edit there.
// biome-ignore-all format: generated

export interface MessageParams {
  syntax_error: { name: string; reason: string }
  native_code: { name: string; reason: string }
  async_function: { name: string }
  closure_in_generator: { name: string }
  generator_method: { name: string }
  yield_in_finally: object
  yield_outside: object
  unsupported_syntax: { what: string; remedy: string }
  arguments_object: { suggestion: string }
  lexical_this: object
  use_before_definition: { name: string }
  capture_before_definition: { name: string }
  switch_declaration: { name: string }
  assign_to_const: { name: string }
  assign_to_captured: { name: string; owner: string }
  assign_to_function: { name: string }
  object_spread: { type: string }
  object_fields: { name: string; type: string }
  object_rest: object
  spread_method_call: { method: string }
  accessor_in_object: { name: string }
  computed_key: object
  prototype_key: object
  for_in: object
  delete_operator: object
  dictionary_call: object
  regular_expression: object
  direct_eval: object
  with_statement: object
  dynamic_import: object
  tagged_template: object
  local_class_variable: { name: string }
  local_class_static: { name: string }
  unknown_base: { name: string; base: string }
  error_class: { name: string }
  error_class_argument: { name: string; type: string }
  unknown_class: { name: string }
  unknown_field: { owner: string; name: string }
  missing_spec: { name: string; owner: string; begins: string; example: string }
  field_before_value: { name: string; owner: string }
  method_value: { name: string }
  static_assignment: { name: string }
  static_kind: { name: string; holds: string; type: string }
  private_static: { name: string }
  host_object_kept: { field: string }
  constructor_result: { type: string }
  function_field: { field: string; function: string }
  aot_function_field: { field: string; reason: string }
  hidden_field: { field: string; type: string }
  collection_key: { type: string }
  collection_result: { name: string }
  collection_kept: { name: string }
  collection_given: { name: string }
  prototype_call: { name: string }
  undeclared_instance: { name: string }
  super_outside_class: object
  too_deep: object
  unknown_name: { name: string }
  internal_error: { name: string; detail: string }
  bad_operands: { operator: string; left: string; right: string }
  bad_operand: { operator: string; operand: string }
  mixed_comparison: { left: string; right: string }
  mixed_types: { types: string }
  unsupported_text: object
  not_callable: { what: string }
  callback_argument: { index: string; wanted: string; found: string }
  not_constructible: { what: string }
  unsupported_builtin: { name: string }
  unsupported_spread: object
  missing_argument: { name: string; count: string }
  bad_argument: { name: string; type: string }
  bad_truncation: { name: string }
  cannot_hand_out: { type: string }
  result_may_lack: { name: string }
  result_order: { names: string }
  error_message_type: { type: string }
  throw_no_error: { type: string }
  no_method: { object: string; name: string }
  no_property: { name: string; object: string }
  no_such_field: { name: string }
  computed_property: object
  no_names: { object: string }
  not_indexable: { object: string; key: string }
  not_iterable: { object: string }
  bad_element: { value: string; array: string }
  bad_array_argument: { name: string; type: string }
  unsupported_operator: { operator: string }
  unsupported_capture: { name: string; reason: string }
  constant_object: { name: string; what: string }
  bigint_too_large: { value: string }
  too_many_specialisations: { name: string }
  wrong_declared_type: { type: string; declared: string }
  host_form: { type: string; clash: string; remedy: string }
  wrong_result: { type: string; declared: string }
  kernel_this: { name: string }
  aot_missing_type: { name: string; owner: string; remedy: string }
  aot_missing_result: { owner: string; remedy: string }
  aot_unsupported_type: { type: string; remedy: string }
  aot_unknown_type: { name: string; remedy: string }
  aot_generic_export: { name: string; remedy: string }
  aot_bad_signature: { text: string; reason: string }
  aot_unresolved_import: { from: string; reason: string }
  aot_missing_export: { from: string; name: string }
  aot_export: { name: string; reason: string }
  aot_initialiser: { name: string; reason: string }
  aot_directive: { name: string; reason: string }
}

export function catalogue(): Record<keyof MessageParams, { kind: 'your code' | 'not supported' | 'our bug'; message: string }> {
  return {
  syntax_error: {
    kind: 'your code',
    message: 'The source of `{name}` cannot be parsed: {reason}.',
  },
  native_code: {
    kind: 'your code',
    message: '`{name}` has no source that could be compiled ({reason}): write it as a function of its own, or pass what it stands for in `scope`.',
  },
  async_function: {
    kind: 'not supported',
    message: 'An `async` function cannot be compiled: make `{name}` an ordinary function and await outside of it.',
  },
  closure_in_generator: {
    kind: 'not supported',
    message: 'A function made inside of a generator holds `{name}`, which each turn of the loop has anew: that cannot be compiled; call the function where it is made.',
  },
  generator_method: {
    kind: 'not supported',
    message: '`{name}` of a generator cannot be compiled: generators have `next()`, `return()` and `throw()`, and can be gone over.',
  },
  yield_in_finally: {
    kind: 'not supported',
    message: '`yield` inside of `finally` cannot be compiled: put it behind the `try`.',
  },
  yield_outside: {
    kind: 'your code',
    message: '`yield` can only stand in a generator function itself.',
  },
  unsupported_syntax: {
    kind: 'not supported',
    message: '{what} cannot be compiled: {remedy}.',
  },
  arguments_object: {
    kind: 'not supported',
    message: '`arguments` cannot be compiled: declare a rest parameter (`...{suggestion}`) and use that.',
  },
  lexical_this: {
    kind: 'your code',
    message: 'This arrow function uses the `this` of the code around it, which cannot be seen from outside: put `this` in a variable (`const self = this`) and use that.',
  },
  use_before_definition: {
    kind: 'your code',
    message: '`{name}` is used before its declaration has run, which JavaScript answers with a ReferenceError: move the declaration up.',
  },
  capture_before_definition: {
    kind: 'not supported',
    message: 'A function made here uses `{name}`, which is declared further down: move the declaration of `{name}` above it.',
  },
  switch_declaration: {
    kind: 'not supported',
    message: '`{name}` is declared in one `case` and used in another: declare it before the `switch`.',
  },
  assign_to_const: {
    kind: 'your code',
    message: '`{name}` is a constant and cannot be assigned: declare it with `let`.',
  },
  assign_to_captured: {
    kind: 'not supported',
    message: '`{name}` belongs to the code around `{owner}` and cannot be assigned from compiled code: return the new value, or keep it in an element of a typed array.',
  },
  assign_to_function: {
    kind: 'not supported',
    message: '`{name}` is a function declaration and cannot be assigned: use `let {name} = …` for a function that changes.',
  },
  object_spread: {
    kind: 'not supported',
    message: '`...` of {type} cannot be compiled: write the fields one by one, `{ x: p.x, y: p.y }`.',
  },
  object_fields: {
    kind: 'not supported',
    message: '`{name}` of {type} cannot be compiled: it must be a plain object or an instance of one class, always with the same properties.',
  },
  object_rest: {
    kind: 'not supported',
    message: '`...` in an object pattern with computed names cannot be compiled: name the fields that are needed.',
  },
  spread_method_call: {
    kind: 'not supported',
    message: '`...` in the arguments of the method `{method}` cannot be compiled: call it in a loop, once for each element.',
  },
  accessor_in_object: {
    kind: 'not supported',
    message: 'An object literal in which `{name}` is an accessor has no property of that name too, and spreads nothing.',
  },
  computed_key: {
    kind: 'not supported',
    message: 'A computed key in an object literal or pattern must be a constant: write the name, or use an array.',
  },
  prototype_key: {
    kind: 'not supported',
    message: '`__proto__` in an object literal sets its prototype, which cannot be compiled: use a class.',
  },
  for_in: {
    kind: 'not supported',
    message: '`for … in` can be compiled over plain objects that always have the same properties, or began as `{}`, and with no `yield` inside: use `for (let i = 0; i < a.length; i++)`, `for (const value of a)` or `Object.keys`.',
  },
  delete_operator: {
    kind: 'not supported',
    message: '`delete` can be compiled for what an object literal or `Object.create(null)` of compiled code has made; the properties of other objects are fixed: set the property to `undefined` or `null`, or use a Map.',
  },
  dictionary_call: {
    kind: 'not supported',
    message: 'A method of an object that began as `{}` and has properties added to it cannot be called, but `hasOwnProperty`: put the function that it holds into a variable first.',
  },
  regular_expression: {
    kind: 'not supported',
    message: 'A regular expression cannot be compiled: match outside of the compiled function and pass the result.',
  },
  direct_eval: {
    kind: 'not supported',
    message: '`eval` cannot be compiled: there is no source to compile before the program runs.',
  },
  with_statement: {
    kind: 'not supported',
    message: '`with` cannot be compiled: put the object in a variable and write `object.name`.',
  },
  dynamic_import: {
    kind: 'not supported',
    message: '`import()` cannot be compiled: import at the top of the file.',
  },
  tagged_template: {
    kind: 'not supported',
    message: 'A tagged template cannot be compiled: call the function with ordinary arguments.',
  },
  local_class_variable: {
    kind: 'your code',
    message: 'A class inside a function cannot use `{name}`, a variable of that function: give it to the constructor.',
  },
  local_class_static: {
    kind: 'your code',
    message: 'A static field of a class inside a function holds a literal, and there are no static blocks: declare `{name}` outside of the function.',
  },
  unknown_base: {
    kind: 'your code',
    message: '{name} extends {base}: only classes of the program itself can be extended in compiled code.',
  },
  error_class: {
    kind: 'not supported',
    message: '`{name}` is a class of errors, which stay the host\'s: compiled code makes instances of those declared outside of all functions, and reads their properties and static fields that hold a number, bigint, boolean or string; it calls no methods of them.',
  },
  error_class_argument: {
    kind: 'not supported',
    message: 'The constructor of `{name}` is given {type}: constructors of classes of errors take strings, numbers, bigints, booleans, null and undefined.',
  },
  unknown_class: {
    kind: 'your code',
    message: 'No class `{name}` is known: it is not among what the function can see, and no class of that name was given to `jitclass`.',
  },
  unknown_field: {
    kind: 'your code',
    message: 'The types given for class {owner} name a field `{name}`, but the class has no such field: take it out, or give the field a first value in the class.',
  },
  missing_spec: {
    kind: 'your code',
    message: 'Nothing says what the field `{name}` of class {owner} can hold: it begins as {begins}. Declare its type, as in `jitclass({ {name}: \'{example}\' }, …)`.',
  },
  field_before_value: {
    kind: 'your code',
    message: 'The field `{name}` of class {owner} may be read before it has a value, and its declared type has no `undefined`: give it an initialiser, or assign it in the constructor before anything else uses `this`.',
  },
  method_value: {
    kind: 'not supported',
    message: 'A method cannot be taken as a value (`{name}`): call it, or wrap the call in an arrow function.',
  },
  static_assignment: {
    kind: 'not supported',
    message: 'The static field `{name}` cannot be assigned in compiled code: that can be done with fields that hold a number, a bigint of 64 bits or a boolean and are declared in the class itself; a private one must begin with a literal, in a class given to jitclass. Ahead of time it can hold anything that a variable of the file can: write its type (`static last: Shape | null = null`).',
  },
  static_kind: {
    kind: 'your code',
    message: 'The static field `{name}` holds a {holds}, and {type} is assigned to it: the type of a static field does not change in compiled code.',
  },
  private_static: {
    kind: 'not supported',
    message: 'What the private static field `{name}` holds cannot be seen from outside of the class: let it begin with a number, bigint or boolean literal and use it in no generator, async method, static block or initialiser; or do without the `#`.',
  },
  host_object_kept: {
    kind: 'your code',
    message: '{field} would keep an array, Map, Set or object of the host, of which compiled code has only a copy: make a new one inside (`[...items]`, `{ x: p.x }`, `new Map(map)`), so that both sides know that they are two.',
  },
  constructor_result: {
    kind: 'not supported',
    message: 'A constructor that returns {type} cannot be compiled: what it returns would take the place of the new object; return nothing.',
  },
  function_field: {
    kind: 'not supported',
    message: '{field} cannot hold {function}, which uses variables of the function around it (or was compiled ahead of time): instances that the host knows can hold functions that use only their parameters and what stands outside of all functions.',
  },
  aot_function_field: {
    kind: 'not supported',
    message: '{field} cannot hold this function in an instance of a class that is compiled ahead of time: {reason}.',
  },
  hidden_field: {
    kind: 'not supported',
    message: '{field} would hold {type}, which an instance that the host knows cannot keep: a field of such a class holds numbers, bigints, booleans, strings, arrays, plain objects, instances, Maps and Sets of these, or functions that use only their parameters and what stands outside of all functions.',
  },
  collection_key: {
    kind: 'not supported',
    message: '{type} cannot be a key of a Map or an element of a Set here: keys are numbers, booleans and strings, or bigints, or objects, or functions of the host, and in one collection all of one of these sorts. Give those of another sort a number before the kernel runs, or use a collection for each.',
  },
  collection_result: {
    kind: 'your code',
    message: 'A {name} of compiled code cannot be handed to the host: hand out an array of what is in it.',
  },
  collection_kept: {
    kind: 'not supported',
    message: 'The result is a {name} that an instance keeps: the host would get a copy of it where a Map or a Set is an argument too. Hand out the instance, or a copy of it.',
  },
  collection_given: {
    kind: 'not supported',
    message: 'A part of the result is a {name} that was given as an argument: the host would get a copy of it there. Hand it out alone, or hand out a copy (`new {name}(…)`).',
  },
  prototype_call: {
    kind: 'not supported',
    message: '`prototype.{name}.call(…)` can be compiled for a class of the program, with an instance of that class or of one that extends it.',
  },
  undeclared_instance: {
    kind: 'your code',
    message: 'An instance of class {name} cannot be handed to the host, because the class is not compiled as a whole: write `const {name} = jitclass(class {name} …)`.',
  },
  super_outside_class: {
    kind: 'your code',
    message: '`super` can be compiled only in a class that is compiled as a whole.',
  },
  too_deep: {
    kind: 'not supported',
    message: 'This expression is nested too deeply: split it into several statements.',
  },
  unknown_name: {
    kind: 'your code',
    message: '`{name}` is not defined where the function was made: declare or import it, or pass it in `scope`.',
  },
  internal_error: {
    kind: 'our bug',
    message: 'taipan has made a mistake while compiling `{name}` ({detail}): please report it with this function\'s source.',
  },
  bad_operands: {
    kind: 'your code',
    message: '`{operator}` cannot be applied to {left} and {right}: convert one of them first.',
  },
  bad_operand: {
    kind: 'your code',
    message: '`{operator}` cannot be applied to {operand}: convert it first.',
  },
  mixed_comparison: {
    kind: 'not supported',
    message: 'Comparing {left} with {right} is not supported: convert one of them first.',
  },
  mixed_types: {
    kind: 'your code',
    message: 'A variable holds values that have no common form ({types}): use one variable for each.',
  },
  unsupported_text: {
    kind: 'not supported',
    message: 'Only numbers, bigints, booleans, strings, null and undefined can be made part of a string (in a template literal and by `String(…)` also arrays, and instances with `toString`): name the property you want to show.',
  },
  not_callable: {
    kind: 'your code',
    message: '{what} is called, but it is not a function of the program.',
  },
  callback_argument: {
    kind: 'your code',
    message: 'Argument {index} of a function that was given as `{wanted}` is {found} here: write what the type says.',
  },
  not_constructible: {
    kind: 'not supported',
    message: '`new` is applied to {what}: only typed arrays, `Array` and the built-in errors can be constructed in a kernel.',
  },
  unsupported_builtin: {
    kind: 'not supported',
    message: 'The built-in `{name}` is not supported in compiled code: compute it outside and pass the result, or write it out.',
  },
  unsupported_spread: {
    kind: 'not supported',
    message: 'Spreading arguments into a call is not supported: pass them one by one, or pass the array.',
  },
  missing_argument: {
    kind: 'your code',
    message: '`{name}` needs {count} argument(s).',
  },
  bad_argument: {
    kind: 'your code',
    message: '`{name}` cannot take {type}: convert it first.',
  },
  bad_truncation: {
    kind: 'not supported',
    message: '`{name}` needs a constant number of bits from 0 to 64 and a bigint.',
  },
  cannot_hand_out: {
    kind: 'not supported',
    message: '{type} cannot be given to the host from compiled code: hand out its numbers, arrays or plain objects.',
  },
  result_may_lack: {
    kind: 'not supported',
    message: 'An object of the result lacks the property `{name}` or has it with the value undefined, and compiled code does not know which: leave it away from some objects, or give it the value undefined (better null), but not both.',
  },
  result_order: {
    kind: 'not supported',
    message: 'Objects of the result may have their properties in different orders ({names}), and compiled code keeps one for all: write them in one order.',
  },
  error_message_type: {
    kind: 'your code',
    message: 'The message of an error must be a string, and this is {type}: use a template literal.',
  },
  throw_no_error: {
    kind: 'not supported',
    message: '`throw` of {type} cannot be compiled: throw an error, a string, a number or a boolean.',
  },
  no_method: {
    kind: 'your code',
    message: '{object} has no method `{name}` that can be compiled: write out what it does, or call it outside.',
  },
  no_property: {
    kind: 'your code',
    message: 'There is no property `{name}` on {object}.',
  },
  no_such_field: {
    kind: 'your code',
    message: 'The object has no property `{name}` to store to: list it where the object is made, with a first value.',
  },
  computed_property: {
    kind: 'not supported',
    message: 'A property cannot be chosen by a computed key: use an array, or name the property.',
  },
  no_names: {
    kind: 'not supported',
    message: '{object} cannot have properties whose names are made at run time: use a `Map`, as in `counts.set(word, (counts.get(word) ?? 0) + 1)`, or say of the field that holds it, or ahead of time of the variable, that it is a `Record<string, number>`.',
  },
  not_indexable: {
    kind: 'your code',
    message: '{object} cannot be indexed by {key}.',
  },
  not_iterable: {
    kind: 'your code',
    message: '{object} cannot be iterated over: only arrays, typed arrays, strings, generators and instances with `*[Symbol.iterator]()` can.',
  },
  bad_element: {
    kind: 'your code',
    message: '{value} cannot be stored in {array}: numbers go into number arrays, bigints into BigInt64Array and BigUint64Array.',
  },
  bad_array_argument: {
    kind: 'not supported',
    message: '`new {name}` takes a length, an array or a typed array here, not {type}.',
  },
  unsupported_operator: {
    kind: 'not supported',
    message: 'The operator `{operator}` is not supported for these operands.',
  },
  unsupported_capture: {
    kind: 'your code',
    message: '`{name}` is {reason}.',
  },
  constant_object: {
    kind: 'not supported',
    message: 'An object of `{name}`, whose properties are constants, {what}.',
  },
  bigint_too_large: {
    kind: 'your code',
    message: 'The bigint {value} does not fit 64 bits.',
  },
  too_many_specialisations: {
    kind: 'your code',
    message: '`{name}` is called with too many different combinations of types: give its parameters fewer forms.',
  },
  wrong_declared_type: {
    kind: 'your code',
    message: '{type} is stored where {declared} was declared.',
  },
  host_form: {
    kind: 'your code',
    message: 'What the host gives as `{type}` {clash}: {remedy}.',
  },
  wrong_result: {
    kind: 'your code',
    message: 'The function returns {type}, but its signature says {declared}.',
  },
  kernel_this: {
    kind: 'your code',
    message: '`{name}` uses `this`, and a kernel is called without an object: pass the object as an argument.',
  },
  aot_missing_type: {
    kind: 'your code',
    message: 'The parameter `{name}` of the exported function `{owner}` has no type: write {remedy}.',
  },
  aot_missing_result: {
    kind: 'your code',
    message: 'The exported function `{owner}` has no type for what it returns: write {remedy}.',
  },
  aot_unsupported_type: {
    kind: 'your code',
    message: 'The type `{type}` cannot cross to compiled code: {remedy}.',
  },
  aot_unknown_type: {
    kind: 'your code',
    message: 'There is no type `{name}` here that compiled code could know: {remedy}.',
  },
  aot_generic_export: {
    kind: 'your code',
    message: '`{name}` is generic, and an export is compiled for types that are known: {remedy}.',
  },
  aot_bad_signature: {
    kind: 'your code',
    message: 'The signature `{text}` in the comment cannot be used: {reason}.',
  },
  aot_unresolved_import: {
    kind: 'your code',
    message: '`{from}` cannot be imported: {reason}.',
  },
  aot_missing_export: {
    kind: 'your code',
    message: '`{from}` has no export `{name}`.',
  },
  aot_export: {
    kind: 'not supported',
    message: '`{name}` cannot be exported from a file that is compiled ahead of time: {reason}.',
  },
  aot_initialiser: {
    kind: 'your code',
    message: 'The initial value of `{name}` cannot be made: {reason}.',
  },
  aot_directive: {
    kind: 'not supported',
    message: '`{name}` cannot be compiled where it stands: {reason}.',
  },
  }
}
