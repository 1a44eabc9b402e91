export function histogram(pixels: Uint8Array, bins: Uint32Array): void {
  bins.fill(0)
  for (const value of pixels) bins[value]++
}
