/**
 * New heap objects. Each size class has a free run, whose ends are words at fixed addresses: compiled code takes
 * the first object of the run; when there is none left, the run time finds another run.
 */
import { MEMORY } from '../../artifact/abi.ts'
import { ARRAY, type Layout, LIST } from '../../artifact/layout.ts'
import { assert } from '../../base/assert.ts'
import { access, call, getLocal, global, i32, op, open, scratch, setLocal, teeLocal } from './code.ts'
import { importFunction, layoutGlobal } from './link.ts'
import type { At, Lowering } from './lowering.ts'

/** Offsets of the references in an object. */
function references(layout: Layout): number[] {
  if (layout.kind === 'list') return [LIST.block]
  if (layout.kind === 'array') return [ARRAY.owner]
  return layout.fields.filter((field) => field.storage === 'ref').map((field) => field.offset)
}

export const allocate: Lowering = {
  emit(at) {
    const { code, link, inst } = at
    const layout = link.layouts.get(inst.imm as string)
    assert(layout, `layout ${String(inst.imm)} is not in the module`)
    const object = scratch(code, 'i32')
    takeFirst(at, layout, object)
    getLocal(code, object)
    global(code, 'global.get', layoutGlobal(link, layout.name))
    access(code, 'i32.store', 0)
    const stored = at.storedFirst.get(inst)
    for (const offset of references(layout)) {
      if (stored?.has(offset)) continue
      getLocal(code, object)
      i32(code, 0)
      access(code, 'i32.store', offset)
    }
    getLocal(code, object)
  },
}

/** Set the local `object` to memory for an object of the layout. */
function takeFirst(at: At, layout: Layout, object: number): void {
  const { code, link } = at
  const sizeClass = Math.ceil(layout.bytes / MEMORY.classBytes)
  if (sizeClass > MEMORY.smallClasses) {
    i32(code, layout.bytes)
    allocateLarge(at, layout.name)
    setLocal(code, object)
    return
  }
  const start = MEMORY.runs + 8 * sizeClass
  i32(code, 0)
  access(code, 'i32.load', start)
  teeLocal(code, object)
  i32(code, 0)
  access(code, 'i32.load', start + 4)
  op(code, 'i32.ne')
  open(code, 'if')
  i32(code, 0)
  getLocal(code, object)
  i32(code, sizeClass * MEMORY.classBytes)
  op(code, 'i32.add')
  access(code, 'i32.store', start)
  op(code, 'else')
  i32(code, sizeClass)
  call(code, importFunction(link, { module: 'm', name: 'refill', params: ['i32'], results: ['i32'] }))
  setLocal(code, object)
  op(code, 'end')
}

/** With the size in bytes on the stack: the address of a new object, zeroed but for its header. */
function allocateLarge({ code, link }: At, layout: string): void {
  global(code, 'global.get', layoutGlobal(link, layout))
  call(code, importFunction(link, { module: 'm', name: 'alloc_large', params: ['i32', 'i32'], results: ['i32'] }))
}

/** The operand is the size of the block's data; the run time adds the header. */
export const allocateBlock: Lowering = { emit: (at) => allocateLarge(at, at.inst.imm as string) }

export const layoutNumber: Lowering = {
  emit({ code, link, inst }) {
    global(code, 'global.get', layoutGlobal(link, inst.imm as string))
  },
}
