/**
 * Reads of properties that no object is known to have as yet. It may meet one that has it, or get it from what is done next, which
 * may need the read's value (`node.next = append(node.next)`). So such reads have no value first; where nothing else moves
 * they are undefined, as they are in JavaScript, and in the end each must have found its property, or be one of a function that
 * finds it in other objects: if not, it is a slip of the pen.
 */
import type { Inst } from '../ir/function.ts'
import { NEVER, type SemType, UNDEFINED } from './lattice.ts'
import { transfer } from './transfer.ts'
import type { Instance, Site } from './world.ts'

export class Waiting {
  private sites: Site[] = []
  private readonly assumed = new Map<Instance, Map<Inst, Site>>()
  private isFinal = false

  /** What the read gives for now; undefined when it is known to be wrong. `mayGain`: the object's properties may come later. */
  meet(site: Site, mayGain: boolean): SemType | undefined {
    if (this.isFinal) return undefined
    const isAssumed = this.assumed.get(site.instance)?.has(site.inst) === true
    if (!isAssumed) this.sites.push(site)
    return isAssumed && mayGain ? UNDEFINED : NEVER
  }

  /** Let the reads that wait be undefined; false if none is left. */
  assume(): boolean {
    const sites = this.sites.splice(0)
    for (const site of sites) {
      const known = this.assumed.get(site.instance) ?? new Map<Inst, Site>()
      this.assumed.set(site.instance, known.set(site.inst, site))
      site.reader()
    }
    return sites.length > 0
  }

  /** Throws for the first read whose property has come nowhere, in no other instance of the function either. */
  check(): void {
    this.isFinal = true
    for (const sites of this.assumed.values()) for (const site of sites.values()) if (!this.isFoundElsewhere(site)) transfer(site)
    this.isFinal = false
  }

  /** Is some read of an instance undefined by assumption? Whether that may be depends on other instances. */
  isAssuming(instance: Instance): boolean {
    return this.assumed.has(instance)
  }

  private isFoundElsewhere({ world, instance, inst }: Site): boolean {
    const isFound = (other: Instance) => other.types[inst.result]!.kinds !== 0 && !this.assumed.get(other)?.has(inst)
    return world.instances.some((other) => other.template === instance.template && isFound(other))
  }
}
