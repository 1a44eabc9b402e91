/** Which objects are known by all their names: what allocations make, and the block parameters that hold nothing else.
 *  used by: scalar-replace
 *
 * A group holds the allocations and parameters that edges connect. It can be replaced by the values of the fields if
 * all its objects have one layout, and its names are used for nothing but fields, comparisons and edges within it;
 * besides, a name may be given away (stored elsewhere, passed to a call, returned) where it is read for the last time.
 * Whether several names for one object do harm is for object-names.ts to say. */
import { type Block, type Func, type Inst, type Target, targets, type Value } from '../ir/function.ts'
import type { Region } from '../ir/imm.ts'
import { OPS } from '../ir/ops.ts'
import { STORAGE, type Storage, type Type } from '../ir/types.ts'

/** The layout's id is no field. */
const HEADER_BYTES = 4
/** Fields times names, lest each block has more parameters than registers. */
const MAX_VALUES = 160

export interface Access {
  readonly offset: number
  readonly storage: Storage
  readonly region: Region
  readonly fixed: boolean
}

export interface Field extends Access {
  /** Of the register that holds it. */
  readonly type: Type
}

/** Where a name leaves its group: at an instruction of a block, or at its terminator (`at` is the number of instructions). */
export interface Escape {
  readonly block: Block
  readonly at: number
  readonly object: Value
}

/** An edge that gives a parameter of the group a member, or a constant: null or undefined. */
export interface Flow {
  readonly target: Target
  readonly from: Value
}

export interface Group {
  layout: string | undefined
  readonly allocs: Value[]
  readonly params: Value[]
  readonly fields: Map<number, Field>
  readonly escapes: Escape[]
  readonly flows: Flow[]
  readonly stores: { readonly block: Block; readonly object: Value }[]
  readonly comparisons: (readonly [Value, Value])[]
  /** Some parameter may hold null or undefined. */
  nullable: boolean
  sound: boolean
}

export interface Groups {
  readonly all: readonly Group[]
  /** The group with allocations that a value is a member of. */
  of(value: Value): Group | undefined
}

type Kind = 'alloc' | 'param' | 'null' | undefined

export function objectGroups(func: Func): Groups {
  const kinds = kindsOf(func)
  if (!kinds.includes('alloc')) return { all: [], of: () => undefined }
  const rootOf = unite(func, kinds)
  const byRoot = new Map<number, Group>()
  for (const { insts } of func.blocks) {
    for (const { op, result } of insts) if (op === 'alloc') byRoot.set(rootOf(result), emptyGroup())
  }
  const of = (value: Value) => (kinds[value] === 'alloc' || kinds[value] === 'param' ? byRoot.get(rootOf(value)) : undefined)
  func.blocks.forEach(({ params, insts, term }, index) => {
    const block = index as Block
    for (const param of params) of(param)?.params.push(param)
    insts.forEach((inst, at) => {
      visit(func, of, inst, { block, at })
    })
    if (term.kind === 'return') giveAway(of, term.values, { block, at: insts.length })
    else if (term.kind === 'throw' || term.kind === 'invoke') giveAway(of, term.args, { block, at: insts.length })
    for (const target of targets(term)) visitEdge(func, of, kinds, target)
  })
  return { all: [...byRoot.values()].filter(isWhole), of }
}

function emptyGroup(): Group {
  return {
    layout: undefined,
    allocs: [],
    params: [],
    fields: new Map(),
    escapes: [],
    flows: [],
    stores: [],
    comparisons: [],
    nullable: false,
    sound: true,
  }
}

function kindsOf(func: Func): Kind[] {
  const kinds: Kind[] = Array(func.types.length).fill(undefined)
  func.blocks.forEach(({ params, insts }, block) => {
    if (block > 0) for (const param of params) if (func.types[param] === 'ref') kinds[param] = 'param'
    for (const { op, result } of insts) {
      if (op === 'alloc') kinds[result] = 'alloc'
      else if (op === 'const' && func.types[result] === 'ref') kinds[result] = 'null'
    }
  })
  return kinds
}

/** Union-find over the edges; gives the representative of a value's group. */
function unite(func: Func, kinds: readonly Kind[]): (value: Value) => number {
  const parent = Int32Array.from(func.types, (_, value) => value)
  const rootOf = (value: number) => {
    let root = value
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!
    return root
  }
  for (const { term } of func.blocks) {
    for (const { block, args } of targets(term)) {
      args.forEach((arg, index) => {
        const param = func.blocks[block]!.params[index]!
        if (kinds[param] === 'param' && (kinds[arg] === 'alloc' || kinds[arg] === 'param')) parent[rootOf(arg)] = rootOf(param)
      })
    }
  }
  return rootOf
}

function visit(func: Func, of: Groups['of'], inst: Inst, here: { block: Block; at: number }): void {
  const { op, args, result } = inst
  if (op === 'alloc') {
    const group = of(result)!
    group.allocs.push(result)
    if (group.layout !== undefined && group.layout !== inst.imm) group.sound = false
    group.layout = inst.imm as string
  }
  args.forEach((object, index) => {
    const group = of(object)
    if (!group) return
    if (op === 'ref.eq') group.comparisons.push([object, args[1 - index]!])
    else if (index === 0 && (op === 'load' || op === 'store')) {
      if (!addField(func, group, inst)) group.sound = false
      if (op === 'store') group.stores.push({ block: here.block, object })
    } else if (OPS[op].effect === 'call' || (OPS[op].effect === 'store' && index === args.length - 1)) giveAway(of, [object], here)
    else group.sound = false
  })
}

function giveAway(of: Groups['of'], objects: readonly Value[], here: { block: Block; at: number }): void {
  for (const object of objects) of(object)?.escapes.push({ ...here, object })
}

function visitEdge(func: Func, of: Groups['of'], kinds: readonly Kind[], target: Target): void {
  target.args.forEach((from, index) => {
    const group = of(func.blocks[target.block]!.params[index]!)
    if (!group) return
    group.flows.push({ target, from })
    if (kinds[from] === 'null') group.nullable = true
    else if (kinds[from] === undefined) group.sound = false
  })
}

/** False if the field is accessed in two ways, or by a register of another type, or is the header. */
function addField(func: Func, { fields }: Group, inst: Inst): boolean {
  const access = inst.imm as Access
  const { offset, storage } = access
  if (offset < HEADER_BYTES) return inst.op === 'load' && offset === 0 && storage === 'i32'
  const type = func.types[inst.op === 'load' ? inst.result : inst.args[1]!]!
  const register = STORAGE[storage].type
  if (type !== register && !(type === 'ptr' && register === 'i32')) return false
  const known = fields.get(offset)
  if (known) return known.storage === storage && known.type === type
  fields.set(offset, { ...access, type })
  return true
}

function isWhole({ sound, fields, params }: Group): boolean {
  return sound && !overlap([...fields.values()]) && fields.size * params.length <= MAX_VALUES
}

function overlap(fields: readonly Access[]): boolean {
  const sorted = [...fields].sort((a, b) => a.offset - b.offset)
  return sorted.some((field, index) => index > 0 && sorted[index - 1]!.offset + STORAGE[sorted[index - 1]!.storage].bytes > field.offset)
}
