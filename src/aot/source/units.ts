/** What all compilations of a build share. From names in files to what the compiler asks for: `captured.ts`, `unit-of.ts`. */
import { resolveName, staticOf } from './captured.ts'
import type { Graph } from './graph.ts'
import { constructorParts } from './made-units.ts'
import type { Units } from './unit-of.ts'

export function newUnits(graph: Graph, whole: boolean): Units {
  return {
    graph,
    whole,
    units: new Map(),
    captured: new Map(),
    assigned: new Map(),
    declared: new Map(),
    met: new Map(),
    cells: new Map(),
    values: new Map(),
    errors: new Map(),
    written: new Map(),
    meaning: { resolve: resolveName, static: staticOf, prototype: constructorParts },
  }
}
