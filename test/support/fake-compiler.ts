/** A compiler for tests of the run time: it gives hand-written modules for what a test says it will be asked. */
import binaryen from 'binaryen'
import { ABI_VERSION, type Artifact } from '../../src/artifact/artifact.ts'
import type { CompileRequest, Compiler } from '../../src/artifact/compile.ts'
import { parseSignature } from '../../src/artifact/signature.ts'

export function wasmOf(wat: string): Uint8Array {
  const module = binaryen.parseText(wat)
  const { MutableGlobals, SignExt, BulkMemory, NontrappingFPToInt } = binaryen.Features
  module.setFeatures(MutableGlobals | SignExt | BulkMemory | NontrappingFPToInt)
  const bytes = module.emitBinary()
  module.dispose()
  return bytes
}

/** An artifact whose kernel is the export `main` of a module. */
export function artifactOf(signature: string, wat: string, more: Partial<Artifact> = {}): Artifact {
  const parsed = parseSignature(signature)
  return {
    version: ABI_VERSION,
    name: 'main',
    wasm: wasmOf(wat),
    exports: [{ name: 'main', signature: parsed, parameters: parsed.params.map((_, index) => 'abcdefgh'[index]!) }],
    classes: [],
    layouts: [],
    strings: [],
    sites: [],
    hostTypes: [],
    implicit: [],
    hasLoops: false,
    writes: [],
    units: [{ name: 'main', kind: 'function', milliseconds: 0 }],
    milliseconds: { total: 0, parse: 0, build: 0, infer: 0, optimise: 0, emit: 0 },
    ...more,
  }
}

export interface FakeCompiler extends Compiler {
  readonly requests: CompileRequest[]
}

/** Answers with what `answer` gives, and remembers what it was asked. */
export function fakeCompiler(answer: (request: CompileRequest) => Artifact): FakeCompiler {
  const requests: CompileRequest[] = []
  return {
    requests,
    compile(request) {
      requests.push(request)
      return answer(request)
    },
    inspect() {
      return { signature: '', types: '', passes: [], wat: '', report: '' }
    },
  }
}
