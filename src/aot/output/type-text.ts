/** Host types as TypeScript writes them. */
import { ELEMENTS } from '../../artifact/layout.ts'
import type { HostType } from '../../artifact/types.ts'

/** The type of a result that has no annotation, as TypeScript infers it: what is written as an array is one, of any length. */
export function inferredText(type: HostType): string {
  switch (type.kind) {
    case 'tuple': {
      const elements = [...new Set(type.elements.map(inferredText))]
      return elements.length === 1 && !/[|&]/.test(elements[0]!) ? `${elements[0]}[]` : `(${elements.join(' | ') || 'never'})[]`
    }
    case 'list': {
      if (type.of) return typeText(type)
      const element = inferredText(type.element)
      return /[|&]/.test(element) ? `(${element})[]` : `${element}[]`
    }
    case 'record':
      return recordText(type, inferredText)
    case 'optional':
      return [inferredText(type.type), ...(type.null ? ['null'] : []), ...(type.undefined ? ['undefined'] : [])].join(' | ')
  }
  return typeText(type)
}

function recordText({ fields }: HostType & { kind: 'record' }, textOf: (type: HostType) => string): string {
  const each = fields.map(({ name, type, lacked }) => {
    const solid = lacked && type.kind === 'optional' ? (type.null ? { ...type, undefined: false } : type.type) : type
    return `${JSON.stringify(name)}${lacked ? '?' : ''}: ${textOf(solid)}`
  })
  return `{ ${each.join('; ')} }`
}

export function typeText(type: HostType): string {
  switch (type.kind) {
    case 'int64':
    case 'uint64':
      return 'bigint'
    case 'boolean':
    case 'string':
    case 'void':
    case 'undefined':
    case 'null':
      return type.kind
    case 'mixed':
      return 'number | boolean | string'
    case 'array':
      return ELEMENTS[type.element].array
    case 'list':
      if (type.of === 'Map' || type.of === 'Record')
        return `${type.of}<${(type.element as HostType & { kind: 'tuple' }).elements.map(typeText).join(', ')}>`
      if (type.of === 'Set') return `Set<${typeText(type.element)}>`
      return type.element.kind === 'optional' ? `(${typeText(type.element)})[]` : `${typeText(type.element)}[]`
    case 'tuple':
      return `[${type.elements.map(typeText).join(', ')}]`
    case 'record':
      return recordText(type, typeText)
    case 'optional':
      return [typeText(type.type), ...(type.null ? ['null'] : []), ...(type.undefined ? ['undefined'] : [])].join(' | ')
    case 'class':
      return type.name
    case 'builtin':
      return type.path.endsWith('Array') ? `${type.path}Constructor` : `typeof ${type.path}`
    case 'callback':
      return `(${type.params.map((each, index) => `a${index}: ${typeText(each)}`).join(', ')}) => ${typeText(type.result)}`
    case 'function':
    case 'inferred':
      return 'unknown'
    default:
      return 'number'
  }
}
