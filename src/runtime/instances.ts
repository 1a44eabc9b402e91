/**
 * Instances that the host holds. Each has a handle, which stands in the object's host word; the object is a root of the
 * collector as long as the handle is in use, and by the handle its host object is found again.
 *
 * To learn of the end of each host object by itself would cost more than everything else about making one. So a few made
 * one after another hold one lease, and when the lease is gone, they all are. Where memory is tight each has its own.
 * The lease holds them too, so that they end together, and can all be found through one weak reference. That is made only
 * if a reference to an instance may be somewhere: most are never looked for.
 */
import { CLASS } from '../artifact/layout.ts'
import type { RuntimeClass } from './classes.ts'
import type { Machine } from './machine.ts'

/** What the host objects of some instances hold in common. */
interface Lease {
  readonly handles: number[]
  /** The host objects, in the order of the handles. */
  readonly objects: object[]
  weak: WeakRef<Lease> | undefined
}

export interface Instances {
  /** Addresses by handle; 0: not in use. */
  readonly addresses: number[]
  readonly wrappers: (WeakRef<object> | undefined)[]
  /** The same for those that were made when references to them could be somewhere already. */
  readonly leases: (WeakRef<Lease> | undefined)[]
  readonly free: number[]
  /** The lease that the next instance holds. */
  open: Lease | undefined
  registry: FinalizationRegistry<readonly number[]> | undefined
}

export function createInstances(addresses: number[]): Instances {
  addresses.push(0)
  return { addresses, wrappers: [undefined], leases: [undefined], free: [], open: undefined, registry: undefined }
}

const MOST_HANDLES = 1 << 24
const LEASE_SIZE = 8
/** From so many bytes in use on, an instance has a lease of its own. */
const TIGHT = 64 << 20

/** The host has an object for an instance now. Gives what that object must hold. */
export function attach(machine: Machine, ref: number, wrapper: object): object {
  const { instances, memory } = machine
  const { words } = memory
  const handle = instances.free.pop() ?? newHandle(instances)
  const lease = instances.open ?? openLease(machine)
  lease.handles.push(handle)
  lease.objects.push(wrapper)
  if (lease.handles.length === LEASE_SIZE || machine.heap.liveBytes + machine.heap.allocatedBytes > TIGHT) instances.open = undefined
  instances.addresses[handle] = ref
  words[(ref + CLASS.host) >> 2] = handle
  if (machine.classes[words[ref >> 2]!]!.shared) instances.leases[handle] = lease.weak ??= new WeakRef(lease)
  return lease
}

function newHandle({ addresses, wrappers, leases }: Instances): number {
  if (addresses.length === MOST_HANDLES) {
    throw new RangeError(
      `the host holds ${MOST_HANDLES} instances of compiled classes, which is as many as it can: let some of them go, and let the event loop turn`,
    )
  }
  wrappers.push(undefined)
  leases.push(undefined)
  return addresses.push(0) - 1
}

/** A lease ends with the job in which it began: else the last few instances of a program would wait for more. */
function openLease(machine: Machine): Lease {
  const { instances } = machine
  instances.registry ??= new FinalizationRegistry((handles) => release(machine, handles))
  const lease: Lease = { handles: [], objects: [], weak: undefined }
  instances.registry.register(lease, lease.handles)
  instances.open = lease
  void Promise.resolve().then(() => {
    if (instances.open === lease) instances.open = undefined
  })
  return lease
}

function release({ instances, memory }: Machine, handles: readonly number[]): void {
  for (const handle of handles) {
    drop(instances, memory.words, handle)
    instances.free.push(handle)
  }
}

function drop(instances: Instances, words: Int32Array, handle: number): void {
  const ref = instances.addresses[handle]!
  if (ref !== 0 && words[(ref + CLASS.host) >> 2] === handle) words[(ref + CLASS.host) >> 2] = 0
  instances.addresses[handle] = 0
  instances.wrappers[handle] = undefined
  instances.leases[handle] = undefined
}

/** The host object of a handle, if it can be found and is there. */
function find({ wrappers, leases }: Instances, handle: number): object | undefined {
  const lease = leases[handle]?.deref()
  return lease === undefined ? wrappers[handle]?.deref() : lease.objects[lease.handles.indexOf(handle)]
}

/** From now on the host object can be found by the instance. */
export function share({ instances, memory }: Machine, ref: number, wrapper: object): void {
  const handle = memory.words[(ref + CLASS.host) >> 2]!
  if (instances.wrappers[handle] === undefined && instances.leases[handle] === undefined) instances.wrappers[handle] = new WeakRef(wrapper)
}

/** The host object of an instance, if there is one that can be found. */
export function existing({ instances, memory }: Machine, ref: number): object | undefined {
  return find(instances, memory.words[(ref + CLASS.host) >> 2]!)
}

/** The host object of the instance at an address. */
export function instanceAt(machine: Machine, ref: number): object {
  const { instances, memory } = machine
  const handle = memory.words[(ref + CLASS.host) >> 2]!
  if (handle !== 0) {
    const known = find(instances, handle)
    if (known !== undefined) return known
    // Its host object is gone, though its lease is not: the handle keeps nothing alive any more.
    instances.addresses[handle] = 0
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
