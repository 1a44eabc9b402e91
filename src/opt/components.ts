/** Strongly connected components (Tarjan 1972), without recursion. A component comes after those that it leads to. */
export function components(nodes: readonly number[], neighbours: (node: number) => readonly number[]): number[][] {
  const index = new Map<number, number>()
  const low = new Map<number, number>()
  const open = new Set<number>()
  const path: number[] = []
  const result: number[][] = []
  const frames: { node: number; to: readonly number[]; next: number }[] = []
  const enter = (node: number) => {
    index.set(node, index.size)
    low.set(node, index.size - 1)
    open.add(node)
    path.push(node)
    frames.push({ node, to: neighbours(node), next: 0 })
  }
  const lower = (node: number, value: number) => low.set(node, Math.min(low.get(node)!, value))
  for (const start of nodes) {
    if (!index.has(start)) enter(start)
    for (let frame = frames[frames.length - 1]; frame; frame = frames[frames.length - 1]) {
      const { node } = frame
      const to = frame.to[frame.next++]
      if (to !== undefined) {
        if (!index.has(to)) enter(to)
        else if (open.has(to)) lower(node, index.get(to)!)
        continue
      }
      frames.pop()
      const parent = frames[frames.length - 1]
      if (parent) lower(parent.node, low.get(node)!)
      if (low.get(node) !== index.get(node)) continue
      const component = path.splice(path.lastIndexOf(node))
      for (const member of component) open.delete(member)
      result.push(component)
    }
  }
  return result
}
