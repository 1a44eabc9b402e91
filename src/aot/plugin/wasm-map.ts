/** In development, compiled code in a bundle has its source map within it, so that the tools of browsers show TypeScript for it. */
import type { CompiledFile } from '../compile/compile-file.ts'
import { wasmMap, withMapAddress } from '../output/source-map.ts'

export function withMap({ wasm, mapped, facts, graph }: CompiledFile): Uint8Array {
  const texts = new Map([...graph.files.values()].map((each) => [each.shown, each.text]))
  const map = wasmMap(mapped, { file: facts.name, name: (shown) => shown, content: (shown) => texts.get(shown) })
  return withMapAddress(wasm, `data:application/json;base64,${Buffer.from(map).toString('base64')}`)
}
