/** A process that tries program after program: one that exhausts memory ends this process only. Started by run.ts. */
import './hooks.ts'

const { tryPrograms } = await import('./try.ts')

process.on('message', ({ seed, step, known }: { seed: number; step: number; known: string[] }) => {
  void tryPrograms(seed, step, known, (message) => void process.send!(message)).then(() => process.disconnect())
})
process.send!({ kind: 'ready' })
