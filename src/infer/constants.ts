/**
 * What stands in objects and arrays whose properties are constants (`OPS[k]` of `const OPS = { '+': { rank: 1, run: add } }`) is made anew where
 * it is asked for. So no code may change it, or see which object it is.
 */
import type { Span } from '../base/span.ts'
import type { Inst } from '../ir/function.ts'
import * as messages from '../report/messages.ts'
import { atCaller } from './at-caller.ts'
import { K, type SemType } from './lattice.ts'
import { isNode, type Node } from './shapes.ts'
import type { Instance, World } from './world.ts'

/** Refuse, once all types are known, what would see that they are copies. */
export function checkConstants(world: World): void {
  const makers = world.instances.filter(({ template }) => /\[\*?\]$/.test(template.unit.id))
  if (makers.length === 0) return
  const names = new Map<Node, string>()
  for (const instance of makers) {
    const { name, span } = useOf(world, instance)
    for (const inst of executed(instance)) {
      if (inst.op !== 'js.object' && inst.op !== 'js.array') continue
      const { shape } = instance.types[inst.result]!
      const node = shape && world.shapes.find(shape)
      // A dictionary, which gets properties.
      if (!node || !isNode(node) || node.written) messages.constant_object(span, { name, what: 'is changed' })
      else if (node.hosted) messages.constant_object(span, { name, what: 'is kept where the program sees it' })
      else names.set(node, name)
    }
  }
  for (const instance of world.instances) atCaller(world, instance, () => checkInstance(world, instance, names))
}

/** Where the maker is called, and what the program calls the object. */
function useOf(world: World, maker: Instance): { readonly name: string; readonly span: Span | undefined } {
  for (const { template, calls, facts } of world.instances) {
    for (const [inst, callees] of calls) {
      if (!callees.some(({ instance }) => instance === maker)) continue
      const global = facts.definitions[inst.args[0]!]
      const name = typeof global?.imm === 'string' ? global.imm.slice(template.unit.id.length + 1) : ''
      return { name: name.replace(/\[\*?\]$/, ''), span: inst.span }
    }
  }
  return { name: '', span: undefined }
}

function* executed({ template, executable }: Instance): Generator<Inst> {
  for (const [block, { insts }] of template.func.blocks.entries()) if (executable[block]) yield* insts
}

const COMPARES: ReadonlySet<string> = new Set(['js.eq', 'js.ne', 'js.loose_eq', 'js.loose_ne'])
/** Of the prelude: they ask which object a key is. */
const KEYS: ReadonlySet<string> = new Set(['__hash', '__same'])

function checkInstance(world: World, instance: Instance, names: ReadonlyMap<Node, string>): void {
  const nameOf = ({ kinds, shape }: SemType) => (kinds & K.REF && shape ? names.get(world.shapes.find(shape) as Node) : undefined)
  for (const { op, args, span } of executed(instance)) {
    const types = args.map((arg) => instance.types[arg]!)
    if (COMPARES.has(op)) {
      const name = types.every(({ kinds }) => kinds & K.REF) ? (nameOf(types[0]!) ?? nameOf(types[1]!)) : undefined
      if (name !== undefined) messages.constant_object(span, { name, what: 'is compared by identity' })
    } else if (op === 'js.call' && types[0]!.constant?.kind === 'builtin' && KEYS.has(types[0]!.constant.path)) {
      const name = types
        .slice(1)
        .map(nameOf)
        .find((each) => each !== undefined)
      if (name !== undefined) messages.constant_object(span, { name, what: 'is a key' })
    }
  }
}
