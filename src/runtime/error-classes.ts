/** Classes of errors: the host makes their instances as the program has written it, and compiled code has a handle of each. */

import { functionAt } from './function-table.ts'
import { errorHandle } from './handles.ts'
import type { HostFunction } from './host-functions.ts'
import type { AnyFunction } from './identity.ts'
import { type Machine, outside } from './machine.ts'
import { noteMade } from './stack.ts'
import type { Origin } from './stack-text.ts'

export function errorClasses(machine: Machine, origin: Origin | undefined): Record<string, HostFunction> {
  const { handles } = machine
  const classAt = (ref: number) => functionAt(machine, ref) as AnyFunction & (new (...values: unknown[]) => unknown)
  return {
    'class.new': function create(ref: number) {
      return outside(machine, (values) => {
        try {
          const error = new (classAt(ref))(...values)
          noteMade(machine.traces, origin, error, create)
          return errorHandle(handles, error)
        } catch (error) {
          return ~errorHandle(handles, error)
        }
      })
    },
    'class.is': (handle: number, ref: number) => Number(handles.errors[handle] instanceof classAt(ref)),
  }
}
