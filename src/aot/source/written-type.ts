/** What a type that is written at a variable or static field says, for compiled code that keeps what is there. */
import type { HostType } from '../../artifact/types.ts'
import { readType } from './annotations.ts'
import type { SourceFile } from './file.ts'
import type { AstNode } from './node.ts'
import { newProblems } from './problems.ts'
import type { TypeScope } from './type-scope.ts'
import { type Units, unitOf } from './unit-of.ts'

/** Undefined where nothing is written, or what cannot be read, which says nothing. `quiet`: classes in it are not met by that. */
export function writtenType(units: Units, file: SourceFile, written: AstNode | undefined, quiet: boolean): HostType | undefined {
  const scope: TypeScope = {
    graph: units.graph,
    file,
    parameters: new Map(),
    classKey: (found) => {
      if (!quiet) units.met.set(found.node, found)
      return unitOf(units, found.file, found.node, found.name).id
    },
  }
  return written && newProblems().attempt(() => readType(scope, written))
}
