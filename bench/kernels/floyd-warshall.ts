export function floydWarshall(distance: Int32Array, n: number): void {
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const ik = distance[i * n + k]
      for (let j = 0; j < n; j++) {
        const through = ik + distance[k * n + j]
        if (through < distance[i * n + j]) distance[i * n + j] = through
      }
    }
  }
}
