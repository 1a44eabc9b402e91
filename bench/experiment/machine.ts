/** What the measurements were made on. */
import { arch, cpus, loadavg, platform, totalmem } from 'node:os'

export function machine(): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() || 'unknown processor'
  return `${processors.length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`
}
