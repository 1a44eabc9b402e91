/** A process that tries program after program: one that exhausts memory ends this process only. Started by run.ts. */
import './hooks.ts'
import type { Share } from './try.ts'

const { tryPrograms } = await import('./try.ts')

process.on('message', (share: Share) => {
  void tryPrograms(share, (message) => void process.send!(message)).then(() => process.disconnect())
})
process.send!({ kind: 'ready' })
