/**
 * The text of a class whose instances live in linear memory, for output whose run time is small: a private field for the address, and
 * an accessor for each field. It is what runtime/class-shell.ts and class-fields.ts make when a program runs.
 */
import type { ArtifactClass, ArtifactField } from '../../artifact/artifact.ts'
import { STORED_BYTES } from '../../artifact/layouts.ts'
import type { HostType } from '../../artifact/types.ts'
import { isScalar } from './numbers.ts'

/** An expression: a function that is given what runtime/sealed-class.ts calls a kit. */
export function sealedClassText({ name, fields }: ArtifactClass): string {
  return `({ memory, token, freed, create, existing, attach, refuse, give, failed, get, set }) => {
  const holder = { [${JSON.stringify(name)}]: class {
    #ref
    #lease
    constructor(a, b) {
      let ref = b
      if (a !== token) {
        if (new.target !== self) refuse(new.target)
        ref = create([...arguments])
        const known = existing(ref)
        if (known !== undefined) return known
      }
      this.#ref = ref
      this.#lease = attach(ref, this)
      if (new.target === self) Object.preventExtensions(this)
    }
    static {
      give({
        refOf: (value) => typeof value === 'object' && value !== null && #ref in value && value.#ref > 0 ? value.#ref : 0,
        has: (value) => typeof value === 'object' && value !== null && #ref in value,
        forget: (value) => { value.#ref = freed; void value.#lease },
      })
    }
${fields.map(accessor).join('')}  } }
  const self = holder[${JSON.stringify(name)}]
  return self
}`
}

function accessor(field: ArtifactField, index: number): string {
  const { name, type } = field
  if (type === null || name.startsWith('#')) return ''
  const key = JSON.stringify(name)
  const text = scalarText(field)
  const fail = `failed(this, ${index})`
  // The address of an instance that has been freed lies before memory, where there is nothing.
  const read = text
    ? `const found = ${text.at}; return found === undefined ? ${fail} : ${text.get}`
    : `return ref > 0 ? get(ref, ${index}) : ${fail}`
  const write = text
    ? `let ref = 0; try { ref = this.#ref } catch {} if (ref > 0 && ${text.fits}) ${text.at} = value; else set(this, ${index}, value)`
    : `set(this, ${index}, value)`
  return `    get [${key}]() { let ref = 0; try { ref = this.#ref } catch { return ${fail} } ${read} }
    set [${key}](value) { ${write} }
`
}

const VIEWS: Partial<Record<ArtifactField['storage'], string>> = { f64: 'doubles', i64: 'longs', i32: 'words', bool: 'bytes' }
const FITS: Partial<Record<HostType['kind'], string>> = {
  float64: `typeof value === 'number'`,
  int32: whole('value | 0'),
  int64: `typeof value === 'bigint' && BigInt.asIntN(64, value) === value`,
  uint64: `typeof value === 'bigint' && BigInt.asUintN(64, value) === value`,
  float32: `typeof value === 'number' && (Math.fround(value) === value || value !== value)`,
  boolean: `typeof value === 'boolean'`,
  int8: whole('value << 24 >> 24'),
  uint8: whole('value & 255'),
  int16: whole('value << 16 >> 16'),
  uint16: whole('value & 65535'),
  uint32: whole('value >>> 0'),
}
/** The integers of a type, which has no -0; a bigint has no place among numbers. */
function whole(wrapped: string): string {
  return `typeof value === 'number' && (${wrapped}) === value && (value !== 0 || 1 / value > 0)`
}
const READ: Partial<Record<HostType['kind'], string>> = {
  boolean: 'found !== 0',
  uint64: 'BigInt.asUintN(64, found)',
}
const WIDE: Partial<Record<ArtifactField['storage'], string>> = {
  i8: 'int8',
  u8: 'uint8',
  u8c: 'uint8',
  i16: 'int16',
  u16: 'uint16',
  u32: 'uint32',
  f32: 'float32',
}

function scalarText({ offset, storage, type }: ArtifactField): { at: string; get: string; fits: string } | undefined {
  if (type === null || !isScalar(type)) return undefined
  const view = VIEWS[storage] ?? `views.${WIDE[storage]!}`
  const at = `memory.${view}[(ref + ${offset}) >> ${Math.log2(STORED_BYTES[storage])}]`
  return { at, get: READ[type.kind] ?? 'found', fits: FITS[type.kind]! }
}
