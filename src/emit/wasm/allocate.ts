/**
 * New heap objects. Each size class has a free run, whose ends are words at fixed addresses: compiled code takes
 * the first object of the run; when there is none left, the run time finds another run.
 */
import { MEMORY } from '../../artifact/abi.ts'
import { ARRAY, BLOCK, type Layout, LIST } from '../../artifact/layout.ts'
import { assert } from '../../base/assert.ts'
import { access, branch, call, getLocal, global, i32, i64, op, open, scratch, setLocal, teeLocal } from './code.ts'
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
  const { code } = at
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
  refill(at)
  setLocal(code, object)
  op(code, 'end')
}

/** With the number of the size class on the stack: the first object of a new run. */
function refill({ code, link }: At): void {
  call(code, importFunction(link, { module: 'm', name: 'refill', params: ['i32'], results: ['i32'] }))
}

/** With the size in bytes on the stack: the address of a new object, zeroed but for its header. */
function allocateLarge({ code, link }: At, layout: string): void {
  global(code, 'global.get', layoutGlobal(link, layout))
  call(code, importFunction(link, { module: 'm', name: 'alloc_large', params: ['i32', 'i32'], results: ['i32'] }))
}

/** Largest data of a block that the size classes have room for, with its header. */
const SMALL_DATA = MEMORY.smallClasses * MEMORY.classBytes - BLOCK.data

/**
 * The operand is the size of the block's data, which begins as zeros. A small one is taken from the free run of its size class, whose
 * address is the number of its bytes; to a larger one the run time adds the header.
 */
export const allocateBlock: Lowering = {
  emit(at) {
    const { code, link, inst } = at
    const [size, bytes, block] = [scratch(code, 'i32', 0), scratch(code, 'i32', 1), scratch(code, 'i32', 2)]
    const layout = inst.imm as string
    teeLocal(code, size)
    i32(code, SMALL_DATA)
    op(code, 'i32.le_u')
    open(code, 'if')
    getLocal(code, size)
    i32(code, BLOCK.data + MEMORY.classBytes - 1)
    op(code, 'i32.add')
    i32(code, -MEMORY.classBytes)
    op(code, 'i32.and')
    teeLocal(code, bytes)
    access(code, 'i32.load', MEMORY.runs)
    teeLocal(code, block)
    getLocal(code, bytes)
    access(code, 'i32.load', MEMORY.runs + 4)
    op(code, 'i32.ne')
    open(code, 'if')
    getLocal(code, bytes)
    getLocal(code, block)
    getLocal(code, bytes)
    op(code, 'i32.add')
    access(code, 'i32.store', MEMORY.runs)
    op(code, 'else')
    getLocal(code, bytes)
    i32(code, Math.log2(MEMORY.classBytes))
    op(code, 'i32.shr_u')
    refill(at)
    setLocal(code, block)
    op(code, 'end')
    getLocal(code, block)
    global(code, 'global.get', layoutGlobal(link, layout))
    access(code, 'i32.store', 0)
    getLocal(code, block)
    getLocal(code, size)
    access(code, 'i32.store', BLOCK.size)
    clearData(at, block, bytes)
    op(code, 'else')
    getLocal(code, size)
    allocateLarge(at, layout)
    setLocal(code, block)
    op(code, 'end')
    getLocal(code, block)
  },
}

/** From the end, so that `bytes`, which is used up, says where to go on. */
function clearData({ code }: At, block: number, bytes: number): void {
  open(code, 'block')
  open(code, 'loop')
  getLocal(code, bytes)
  i32(code, BLOCK.data)
  op(code, 'i32.eq')
  branch(code, 'br_if', 1)
  getLocal(code, bytes)
  i32(code, MEMORY.classBytes)
  op(code, 'i32.sub')
  teeLocal(code, bytes)
  getLocal(code, block)
  op(code, 'i32.add')
  i64(code, 0n)
  access(code, 'i64.store', 0)
  branch(code, 'br', 0)
  op(code, 'end')
  op(code, 'end')
}

export const layoutNumber: Lowering = {
  emit({ code, link, inst }) {
    global(code, 'global.get', layoutGlobal(link, inst.imm as string))
  },
}
