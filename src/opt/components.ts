/**
 * Strongly connected components (Tarjan 1972), without recursion. A component comes after those that it leads to.
 * All numbers are below `size`; neighbours that are not among the nodes are passed over.
 */
export function components(nodes: readonly number[], neighbours: (node: number) => readonly number[], size: number): number[][] {
  /** 0: not a node; -1: not met; else its place in the order of meeting. */
  const index = new Int32Array(size)
  const low = new Int32Array(size)
  const open = new Uint8Array(size)
  const path: number[] = []
  const result: number[][] = []
  const frames: { node: number; to: readonly number[]; next: number }[] = []
  let met = 0
  const enter = (node: number) => {
    low[node] = index[node] = ++met
    open[node] = 1
    path.push(node)
    frames.push({ node, to: neighbours(node), next: 0 })
  }
  for (const node of nodes) index[node] = -1
  for (const start of nodes) {
    if (index[start] === -1) enter(start)
    while (frames.length > 0) {
      const frame = frames[frames.length - 1]!
      const { node } = frame
      if (frame.next < frame.to.length) {
        const to = frame.to[frame.next++]!
        if (index[to] === -1) enter(to)
        else if (open[to] && index[to]! < low[node]!) low[node] = index[to]!
        continue
      }
      frames.pop()
      if (frames.length > 0) {
        const { node: parent } = frames[frames.length - 1]!
        if (low[node]! < low[parent]!) low[parent] = low[node]!
      }
      if (low[node] !== index[node]) continue
      const component = path.splice(path.lastIndexOf(node))
      for (const member of component) open[member] = 0
      result.push(component)
    }
  }
  return result
}
