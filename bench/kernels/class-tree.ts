class Tree {
  left: Tree | null = null
  right: Tree | null = null

  constructor(readonly key: number) {}

  insert(key: number): void {
    if (key < this.key) {
      if (this.left === null) this.left = new Tree(key)
      else this.left.insert(key)
    } else if (this.right === null) this.right = new Tree(key)
    else this.right.insert(key)
  }

  depth(): number {
    return 1 + Math.max(this.left === null ? 0 : this.left.depth(), this.right === null ? 0 : this.right.depth())
  }
}

/** A search tree of random keys: objects that stay, and calls along them. */
export function searchTree(n: number): number {
  let state = 12345
  const root = new Tree(state)
  for (let i = 0; i < n; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    root.insert(state)
  }
  return root.depth()
}
