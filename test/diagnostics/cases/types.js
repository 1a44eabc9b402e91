// Programs whose types do not fit together.

function bigintAndNumber(x) {
  return 1n + x // error: bad_operands
}
// run: bigintAndNumber(1)

function textMinusText(a, b) {
  return a - b // error: bad_operand
}
// run: textMinusText('5', '3')

function bigintsShiftedUnsigned(a, b) {
  return a >>> b // error: bad_operand
}
// run: bigintsShiftedUnsigned(5n, 3n)

function bigintDivision(a, b) {
  const half = a / 2n
  return half * b // error: bad_operands
}
// run: bigintDivision(4n, 0.5)

function unknownMethod(a) {
  return a.doesNotExist(1) // error: no_method
}
// run: unknownMethod(new Float64Array(2))

function unknownProperty(p) {
  return p.z + 1 // error: no_property
}
// run: unknownProperty({ x: 1, y: 2 })

function inheritedProperty(p) {
  return p.toString === undefined // error: no_property
}
// run: inheritedProperty({ x: 1 })

function mixesTypes(x) {
  let v = 1
  if (x > 0) v = [1, 2]
  return v
}

function callsNumber(x) {
  return x(1) // error: not_callable
}
// run: callsNumber(1)

function unknownName(x) {
  return x + notDefinedAnywhere // error: unknown_name
}
// run: unknownName(1)

function throwsObject(x) {
  if (x > 0) throw { code: 5 } // error: throw_no_error
  return x
}
// run: throwsObject(-1)

function catchesObject(x) {
  try {
    if (x > 0) throw { code: 5 } // error: throw_no_error
  } catch (e) {
    return e.code
  }
  return x
}
// run: catchesObject(-1)

function throwsBigint(x) {
  if (x > 0n) throw x // error: throw_no_error
  return x
}
// run: throwsBigint(-1n)

function iteratesNumber(n) {
  let s = 0
  for (const x of n) s += x // error: not_iterable
  return s
}
// run: iteratesNumber(3)

function wrongElement(a) {
  a[0] = 1n // error: bad_element
}
// run: wrongElement(new Float64Array(1))

function growsObject(x) {
  const p = { x, get twice() { return this.x * 2 } }
  p.y = 1 // error: no_such_field
  return p.twice
}
// run: growsObject(1)

function growsArgument(p) {
  p.y = 1 // error: no_such_field
  return p.x
}
// run: growsArgument({ x: 1 })

function readsOther(x) {
  const p = { count: x }
  return p.cuont + 1 // error: no_property
}
// run: readsOther(1)

function spreadsMaybe(p, c) {
  const o = c ? { k: 1 } : null
  return { ...o, x: p } // error: object_spread
}
// run: spreadsMaybe(1, true)

function makesNames(words, counts) {
  for (const word of words) counts[word] = 1 // error: no_names
  return counts
}
// run: makesNames(['a', 'b'], {})

function spreadsIntoBuiltIn(list, more) {
  list.splice(...more) // error: spread_method_call
  return list
}
// run: spreadsIntoBuiltIn([1, 2, 3], [0, 1])

function lacksOrUndefined(x) { // error: result_may_lack
  return x > 1 ? { a: x, b: x > 2 ? x : undefined } : { a: x }
}
// run: lacksOrUndefined(1)

function otherOrder(x) { // error: result_order
  return x > 1 ? { a: x, b: x } : { b: x, a: x }
}
// run: otherOrder(1)

function otherOrderOfThree(x) { // error: result_order
  return x > 2 ? { a: x, b: x } : x > 1 ? { b: x, c: x } : { c: x, a: x }
}
// run: otherOrderOfThree(1)

function deepOrder(x) { // error: result_order
  return [{ in: x > 1 ? { a: x, b: x } : { b: x, a: x } }]
}
// run: deepOrder(1)

function assignedBetween(x) { // error: result_order
  const p = x > 1 ? { a: x, b: x, c: x } : { a: x, c: x }
  p.b = 7
  return p
}
// run: assignedBetween(1)

function comparesFunctions(isSine) {
  const f = isSine ? Math.sin : Math.cos
  return f === Math.sin // error: mixed_comparison
}
// run: comparesFunctions(true)

function findsFunction(x) {
  return [Math.sin, Math.cos].indexOf(Math.cos) + x // error: mixed_comparison
}
// run: findsFunction(1)

function comparesClosures(k) {
  const f = (x) => x + k
  const g = f
  return f === g // error: mixed_comparison
}
// run: comparesClosures(1)

function findsClosure(k) {
  const add = (x) => x + 1
  const double = (x) => x * 2
  return [add, double].indexOf(k > 1 ? add : double) // error: mixed_comparison
}
// run: findsClosure(1)
