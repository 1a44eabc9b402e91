// Generated from catalogue.md by scripts/messages.ts: edit there.

export interface MessageParams {
  syntax_error: { name: string; reason: string }
  native_code: { name: string; reason: string }
  async_function: { name: string }
  generator_function: { name: string }
  unsupported_syntax: { what: string; remedy: string }
  arguments_object: { suggestion: string }
  lexical_this: object
  use_before_definition: { name: string }
  capture_before_definition: { name: string }
  switch_declaration: { name: string }
  assign_to_const: { name: string }
  assign_to_captured: { name: string; owner: string }
  assign_to_function: { name: string }
  object_spread: object
  object_rest: object
  spread_method_call: { method: string }
  accessor_in_object: { name: string }
  computed_key: object
  prototype_key: object
  for_in: object
  delete_operator: object
  regular_expression: object
  direct_eval: object
  with_statement: object
  dynamic_import: object
  tagged_template: object
  local_class: { name: string }
  super_outside_class: object
  too_deep: object
  unknown_name: { name: string }
  internal_error: { name: string; detail: string }
}

export const CATALOGUE: Record<keyof MessageParams, { kind: 'your code' | 'not supported' | 'our bug'; message: string }> = {
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
  generator_function: {
    kind: 'not supported',
    message: 'The generator `{name}` cannot be compiled: push the values to an array and return it.',
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
    message: '`...` in an object literal cannot be compiled: write the fields one by one, `{ x: p.x, y: p.y }`.',
  },
  object_rest: {
    kind: 'not supported',
    message: '`...` in an object pattern cannot be compiled: name the fields that are needed.',
  },
  spread_method_call: {
    kind: 'not supported',
    message: '`...` in the arguments of the method `{method}` cannot be compiled: call it in a loop, once for each element.',
  },
  accessor_in_object: {
    kind: 'not supported',
    message: 'A getter or setter in an object literal cannot be compiled: make `{name}` a method or a class accessor.',
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
    message: '`for … in` cannot be compiled: use `for (let i = 0; i < a.length; i++)` or `for (const value of a)`.',
  },
  delete_operator: {
    kind: 'not supported',
    message: '`delete` cannot be compiled, fields are fixed: set the field to `undefined` or `null`.',
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
  local_class: {
    kind: 'not supported',
    message: 'A class inside a function cannot be compiled: declare `{name}` outside of the function.',
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
}
