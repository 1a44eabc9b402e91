/** Classes of errors: the host makes their instances as the program has written it, and compiled code has a handle of each. */

import { functionAt } from './function-table.ts'
import { errorHandle } from './handles.ts'
import type { HostFunction } from './host-functions.ts'
import type { AnyFunction } from './identity.ts'
import { type Machine, outside } from './machine.ts'

export function errorClasses(machine: Machine): Record<string, HostFunction> {
  const { handles } = machine
  const classAt = (ref: number) => functionAt(machine, ref) as AnyFunction & (new (...values: unknown[]) => unknown)
  return {
    'class.new': (ref: number) =>
      outside(machine, (values) => {
        try {
          return errorHandle(handles, new (classAt(ref))(...values))
        } catch (error) {
          return ~errorHandle(handles, error)
        }
      }),
    'class.is': (handle: number, ref: number) => Number(handles.errors[handle] instanceof classAt(ref)),
  }
}
