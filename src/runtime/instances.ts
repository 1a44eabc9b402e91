/**
 * Instances that the host holds. Each has a handle, which stands in the object's host word; the object is a root of the
 * collector as long as the handle is in use, and by the handle its host object is found again.
 *
 * To learn of the end of each host object by itself would cost more than everything else about making one. So a few made
 * one after another hold one lease, and when the lease is gone, they all are: their handles are a run of numbers, which
 * the lease needs no list of. Where memory is tight each has a lease of its own.
 * Where a reference to an instance may be somewhere, its host object must be found: then the lease also holds the host
 * objects, so that they end together, and one weak reference leads to all of them. Most are never looked for.
 */
import { CLASS } from '../artifact/layout.ts'
import type { RuntimeClass } from './classes.ts'
import type { Heap } from './heap-state.ts'
import type { Machine } from './machine.ts'

/** What the host objects of some instances hold in common. */
interface Lease {
  readonly first: number
  readonly size: number
  /** How many of its handles are in use, or have been. */
  used: number
  /** The host objects, in the order of the handles, if they can be looked for. */
  readonly objects: object[] | undefined
}

export interface Instances {
  /** Where addresses are by handle, 0 for one that is not in use: what of them is the heap's to know. */
  readonly heap: Pick<Heap, 'held' | 'handles'>
  /** Host objects by handle: those that were made before a reference to them could be somewhere. */
  readonly wrappers: (WeakRef<object> | undefined)[]
  /** By run: the leases that hold their host objects. Both lists are only as long as they need to be. */
  readonly leases: (WeakRef<Lease> | undefined)[]
  /** The first handles of runs that are free, and free handles of runs that were divided. */
  readonly freeRuns: number[]
  readonly free: number[]
  /** The lease that the next instance holds: one that is not looked for, and one that may be. */
  open: Lease | undefined
  openShared: Lease | undefined
  /** Will it end with the job that runs? */
  ending: boolean
  registry: FinalizationRegistry<number> | undefined
}

const RUN_SHIFT = 4
const RUN = 1 << RUN_SHIFT
const MOST_HANDLES = 1 << 24
/** From so many bytes in use on, an instance has a lease of its own. */
const TIGHT = 64 << 20

export function createInstances(heap: Instances['heap']): Instances {
  // Handle 0 is none.
  heap.handles = RUN
  const none = { open: undefined, openShared: undefined, ending: false, registry: undefined }
  return { heap, wrappers: [], leases: [], freeRuns: [], free: [], ...none }
}

/** The host has an object for an instance now. Gives what that object must hold. */
export function attach(machine: Machine, ref: number, wrapper: object): object {
  const { instances, memory } = machine
  const { words } = memory
  const { shared } = machine.classes[words[ref >> 2]!]!
  const lease = (shared ? instances.openShared : instances.open) ?? openLease(machine, shared)
  const handle = lease.first + lease.used++
  // Without a call, which might find no stack: a full lease that stays open would give out the handles of the next one.
  if (lease.used === lease.size) {
    if (shared) instances.openShared = undefined
    else instances.open = undefined
  }
  instances.heap.held[handle] = ref
  words[(ref + CLASS.host) >> 2] = handle
  if (lease.objects !== undefined) lease.objects.push(wrapper)
  else if (shared) put(instances.wrappers, handle, new WeakRef(wrapper))
  return lease
}

/** Without leaving holes. */
function put<T>(list: (T | undefined)[], index: number, value: T): void {
  while (list.length < index) list.push(undefined)
  list[index] = value
}

/** A lease ends with the job in which it began: else the last few instances of a program would wait for more. */
function openLease(machine: Machine, shared: boolean): Lease {
  const { instances, heap } = machine
  const alone = heap.liveBytes + heap.allocatedBytes > TIGHT
  const first = alone ? oneHandle(instances) : newRun(instances)
  const lease: Lease = { first, size: alone ? 1 : RUN, used: 0, objects: shared && !alone ? [] : undefined }
  instances.registry ??= new FinalizationRegistry((given) => release(machine, given))
  instances.registry.register(lease, alone ? -first : first)
  if (lease.objects !== undefined) put(instances.leases, first >> RUN_SHIFT, new WeakRef(lease))
  if (shared) instances.openShared = lease
  else instances.open = lease
  if (!instances.ending) {
    instances.ending = true
    void Promise.resolve().then(() => {
      instances.ending = false
      instances.open = undefined
      instances.openShared = undefined
    })
  }
  return lease
}

function newRun({ heap, freeRuns }: Instances): number {
  const known = freeRuns.pop()
  if (known !== undefined) return known
  const first = heap.handles
  if (first >= MOST_HANDLES) {
    throw new RangeError(
      `the host holds ${MOST_HANDLES} instances of compiled classes, which is as many as it can: let some of them go, and let the event loop turn`,
    )
  }
  heap.handles += RUN
  if (heap.handles > heap.held.length) {
    const { held } = heap
    heap.held = new Int32Array(2 * held.length)
    heap.held.set(held)
  }
  return first
}

/** A run is divided for good. */
function oneHandle(instances: Instances): number {
  const known = instances.free.pop()
  if (known !== undefined) return known
  const first = newRun(instances)
  for (let handle = first + RUN - 1; handle > first; handle--) instances.free.push(handle)
  return first
}

/** A lease is gone: of one handle if the number is negative. */
function release({ instances, memory }: Machine, given: number): void {
  const { words } = memory
  if (given < 0) {
    drop(instances, words, -given)
    instances.free.push(-given)
    return
  }
  for (let handle = given; handle < given + RUN; handle++) drop(instances, words, handle)
  if (given >> RUN_SHIFT < instances.leases.length) instances.leases[given >> RUN_SHIFT] = undefined
  instances.freeRuns.push(given)
}

function drop({ heap: { held }, wrappers }: Instances, words: Int32Array, handle: number): void {
  const ref = held[handle]!
  if (ref !== 0 && words[(ref + CLASS.host) >> 2] === handle) words[(ref + CLASS.host) >> 2] = 0
  held[handle] = 0
  if (handle < wrappers.length) wrappers[handle] = undefined
}

/** The host object of a handle, if it can be found and is there. */
function find({ wrappers, leases }: Instances, handle: number): object | undefined {
  const own = handle < wrappers.length ? wrappers[handle] : undefined
  if (own !== undefined) return own.deref()
  const run = handle >> RUN_SHIFT
  return run < leases.length ? leases[run]?.deref()?.objects?.[handle & (RUN - 1)] : undefined
}

/** From now on the host object can be found by the instance. */
export function share({ instances, memory }: Machine, ref: number, wrapper: object): void {
  const { wrappers, leases } = instances
  const handle = memory.words[(ref + CLASS.host) >> 2]!
  const run = handle >> RUN_SHIFT
  if (run < leases.length && leases[run] !== undefined) return
  if (handle >= wrappers.length || wrappers[handle] === undefined) put(wrappers, handle, new WeakRef(wrapper))
}

/** The host object of an instance, if there is one that can be found. */
export function existing({ instances, memory }: Machine, ref: number): object | undefined {
  const handle = memory.words[(ref + CLASS.host) >> 2]!
  return handle === 0 ? undefined : find(instances, handle)
}

/** The host object of the instance at an address. */
export function instanceAt(machine: Machine, ref: number): object {
  const { instances, memory } = machine
  const handle = memory.words[(ref + CLASS.host) >> 2]!
  if (handle !== 0) {
    const known = find(instances, handle)
    if (known !== undefined) return known
    // Its host object is gone, though its lease is not: the handle keeps nothing alive any more.
    instances.heap.held[handle] = 0
  }
  const found = machine.classes[memory.words[ref >> 2]!]
  if (found === undefined) throw new TypeError('an instance of a class that was not given to jitclass cannot be handed to the host')
  const wrapper = found.shell.wrap(ref)
  share(machine, ref, wrapper)
  return wrapper
}

/** A reference that may be null or undefined. */
export function instanceOrNothing(machine: Machine, ref: number): object | null | undefined {
  return ref > 4 ? instanceAt(machine, ref) : ref === 0 ? null : undefined
}

/** The host gives an instance up: its object in linear memory lives on only if something there refers to it. */
export function dispose(machine: Machine, found: RuntimeClass, wrapper: object): void {
  const ref = found.shell.refOf(wrapper)
  if (ref === 0) return
  drop(machine.instances, machine.memory.words, machine.memory.words[(ref + CLASS.host) >> 2]!)
  for (let at: RuntimeClass | undefined = found; at !== undefined; at = at.base) at.shell.forget(wrapper)
}
