/**
 * An AVL tree: a search tree that stays balanced by rotations. Nodes refer to nodes, methods call themselves, and a map
 * from numbers to numbers comes out.
 */
import { jit, jitclass } from 'taipan'
import { Random } from './random.ts'

export const TreeNode = jitclass(
  { key: 'float64', value: 'float64', left: 'TreeNode?', right: 'TreeNode?', height: 'int32', size: 'int32' },
  class TreeNode {
    key: number
    value: number
    left: TreeNode | null = null
    right: TreeNode | null = null
    height = 1
    size = 1

    constructor(key: number, value: number) {
      this.key = key
      this.value = value
    }

    /** Above 1 or below -1: out of balance. */
    get slope(): number {
      return (this.left?.height ?? 0) - (this.right?.height ?? 0)
    }

    refresh(): void {
      this.height = 1 + Math.max(this.left?.height ?? 0, this.right?.height ?? 0)
      this.size = 1 + (this.left?.size ?? 0) + (this.right?.size ?? 0)
    }

    /** The left child takes the place of this node and is returned. */
    rotateRight(): TreeNode {
      const top = this.left!
      this.left = top.right
      top.right = this
      this.refresh()
      top.refresh()
      return top
    }

    rotateLeft(): TreeNode {
      const top = this.right!
      this.right = top.left
      top.left = this
      this.refresh()
      top.refresh()
      return top
    }

    balanced(): TreeNode {
      this.refresh()
      if (this.slope > 1) {
        if (this.left!.slope < 0) this.left = this.left!.rotateLeft()
        return this.rotateRight()
      }
      if (this.slope < -1) {
        if (this.right!.slope > 0) this.right = this.right!.rotateRight()
        return this.rotateLeft()
      }
      return this
    }

    insert(key: number, value: number): TreeNode {
      if (key === this.key) {
        this.value = value
        return this
      }
      if (key < this.key) this.left = this.left === null ? new TreeNode(key, value) : this.left.insert(key, value)
      else this.right = this.right === null ? new TreeNode(key, value) : this.right.insert(key, value)
      return this.balanced()
    }
  },
)
export type TreeNode = InstanceType<typeof TreeNode>

export const TreeMap = jitclass(
  { root: 'TreeNode?' },
  class TreeMap {
    root: TreeNode | null = null

    get size(): number {
      return this.root?.size ?? 0
    }

    get height(): number {
      return this.root?.height ?? 0
    }

    set(key: number, value: number): void {
      this.root = this.root === null ? new TreeNode(key, value) : this.root.insert(key, value)
    }

    /** NaN if there is no such key. */
    get(key: number): number {
      let node = this.root
      while (node !== null) {
        if (key === node.key) return node.value
        node = key < node.key ? node.left : node.right
      }
      return NaN
    }

    /** How many keys are smaller. */
    rank(key: number): number {
      let rank = 0
      let node = this.root
      while (node !== null) {
        if (node.key < key) {
          rank += 1 + (node.left?.size ?? 0)
          node = node.right
        } else node = node.left
      }
      return rank
    }
  },
)

export const fill = jit((n: number, seed: number) => {
  const random = new Random(seed)
  const map = new TreeMap()
  for (let i = 0; i < n; i++) map.set(random.next(), i)
  return map
})

export const sumOfRanks = jit((map: InstanceType<typeof TreeMap>, n: number, seed: number) => {
  const random = new Random(seed)
  let sum = 0
  for (let i = 0; i < n; i++) {
    const key = random.next()
    sum += map.rank(key) + map.get(key)
  }
  return sum
})
