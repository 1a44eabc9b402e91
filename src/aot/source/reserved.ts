/** Names that an export may have (`export { f as delete }`) and a variable may not, or that the output uses itself. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof var void while with yield ' +
    'codeOf compiled compiledInstance declareClass exportedClass exportedFunction lateNumbers moduleState moduleVariable ' +
    'numberMemory open openModule openSealed privateFields privateKey privateOf readCode late sealedArrays sealedClass ' +
    'sealedFunction sealedValues staticCell'
  ).split(' '),
)

export function isReserved(name: string): boolean {
  return RESERVED.has(name) || /^(?:[fuv]|cell|export|class)\d+(?:_\d+)?$/.test(name)
}
