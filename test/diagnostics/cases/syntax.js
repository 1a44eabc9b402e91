// Constructs outside of the language.

function usesArguments(x) {
  return arguments.length + x // error: arguments_object
}
// run: usesArguments(1)

function forIn(a) {
  let s = 0
  for (const key in a) s += key.length // error: for_in
  return s
}
// run: forIn([1, 2])

function deletes(point) {
  delete point.y // error: delete_operator
  return point.x
}
// run: deletes({ x: 1, y: 2 })

function regular(s) {
  return /a+/.test(s) ? 1 : 0 // error: regular_expression
}
// run: regular('aa')

function evaluates(x) {
  return eval('x + 1') // error: direct_eval
}
// run: evaluates(1)

function spreadsObject(x) {
  const a = { x, y: 2 }
  const { ['x']: first, ...rest } = a // error: object_rest
  return first + rest.y
}
// run: spreadsObject(1)

function computedKey(x) {
  const key = x > 0 ? 'a' : 'b'
  return { [key]() { return 1 } }.a() // error: computed_key
}
// run: computedKey(1)

function localClass(x) {
  class Point { // error: local_class_variable
    shift(y) {
      return x + y
    }
  }
  return new Point().shift(1)
}
// run: localClass(1)

function getter(x) {
  const o = {
    get value() {
      return x
    },
  }
  return { ...o, y: 1 }.value // error: object_spread
}
// run: getter(1)

function tagged(x) {
  const tag = (parts) => parts.length
  return tag`a${x}` // error: tagged_template
}
// run: tagged(1)

function constantAssigned(x) {
  const y = x
  if (x > 100) y = 2 // error: assign_to_const
  return y
}
// run: constantAssigned(1)

async function asynchronous(x) { // error: async_function
  return x
}
// run: asynchronous(1)

function generates(x) {
  const make = function* () {
    try {
      if (x > 2) throw new Error('large')
    } finally {
      yield x // error: yield_in_finally
    }
  }
  for (const y of make()) x += y
  return x
}
// run: generates(1)

function generatorMethod(x) {
  const make = function* () {
    yield x
  }
  const kept = make()
  kept.drop(x) // error: generator_method
  return x
}
// run: generatorMethod(1)

function yieldInTest(x) {
  const make = function* () {
    let i = 0
    do i++
    while ((yield i) < x) // error: unsupported_syntax
  }
  for (const y of make()) x += y
  return x
}
// run: yieldInTest(1)

function mapOfBoth(x) {
  const map = new Map()
  map.set('a', x)
  map.set([x], x) // error: collection_key
  return map.size
}
// run: mapOfBoth(1)

function viewHandedOut(x) { // error: collection_result
  return new DataView(new ArrayBuffer(x))
}
// run: viewHandedOut(1)

function lengthOrElements(xs) {
  return new Array(...xs).length // error: unsupported_spread
}
// run: lengthOrElements([3])

function viewOfSpread(xs) {
  return new Float64Array(...xs).length // error: unsupported_spread
}
// run: viewOfSpread([3])

function setOfSpread(xs) {
  return new Set(...xs).size // error: unsupported_spread
}
// run: setOfSpread([[3]])

function arrayCall(xs) {
  return Array(...xs).length // error: unsupported_spread
}
// run: arrayCall([3])

function hasHole(x) {
  return [x, , 2].length // error: unsupported_syntax
}
// run: hasHole(1)
