const OPERATORS = { '+': { rank: 1, run: (a, b) => a + b, tags: [] }, '-': { rank: 1, run: (a, b) => a - b, tags: [] } }
const STEPS = [Math.sqrt, (x) => x + 1]
const COUNTER = {
  n: 0,
  next() {
    return ++this.n
  },
}

function changed(name) {
  OPERATORS[name].rank++ // error: constant_object
  return 1
}
// run: changed('+')

function changedLater(name) {
  const found = OPERATORS[name] // error: constant_object
  found.tags.push('x')
  return found.tags.length
}
// run: changedLater('+')

function stored(name) {
  OPERATORS[name] = { rank: 1, run: (a, b) => a * b, tags: [] } // error: constant_object
  return 1
}
// run: stored('*')

function pushed() {
  STEPS.push(Math.abs) // error: constant_object
  return STEPS.length
}
// run: pushed()

function compared(a, b) {
  return OPERATORS[a] === OPERATORS[b] // error: constant_object
}
// run: compared('+', '+')

function kept(a, b) {
  const seen = new Set([OPERATORS[a]])
  return seen.has(OPERATORS[b])
}

function usesThis() {
  return COUNTER.next() // error: constant_object
}
// run: usesThis()

function missing() {
  return COUNTER.previous() // error: no_method
}
// run: missing()
