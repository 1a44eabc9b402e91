// Captured variables.

let counter = 0
const symbol = Symbol('s')
const when = new Date(0)

function assignsCaptured(x) {
  counter += x // error: assign_to_captured
  return counter
}
// run: assignsCaptured(1)

function capturesSymbol(x) {
  return symbol === x ? 1 : 0 // error: unsupported_capture
}
// run: capturesSymbol(1)

function capturesDate(x) {
  return when.getTime() + x // error: unsupported_capture
}
// run: capturesDate(1)

class Refusal extends Error {
  code = 3
}

function givesItAnArray(x) {
  if (x > 1) throw new Refusal('no', [x]) // error: error_class_argument
  return x
}
// run: givesItAnArray(2)

function errorInside(x) {
  class Inner extends RangeError {}
  if (x > 1) throw new Inner('no') // error: error_class
  return x
}
// run: errorInside(2)

class Stack extends Array {}
function extendsArray(x) {
  return new Stack(x).length // error: unknown_base
}
// run: extendsArray(2)
