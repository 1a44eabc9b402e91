/** What instances of the host take is given back. Runs in a process of its own, where garbage can be collected at will. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

interface Report {
  readonly before: number
  readonly after: Readonly<Record<string, number>>
  readonly notes: Readonly<Record<string, unknown>>
}

function runChild(): Report {
  const script = fileURLToPath(new URL('./memory-child.ts', import.meta.url))
  const output = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', script], { encoding: 'utf8', maxBuffer: 1 << 20 })
  return JSON.parse(output.trim().split('\n').at(-1)!) as Report
}

test('memory in use returns to where it was', { timeout: 180_000 }, () => {
  const { after, notes } = runChild()
  expect(after).toEqual({
    'a million instances made and dropped': 0,
    'a hundred thousand calls that throw': 0,
    'a hundred thousand cycles of two': 0,
    'some of many kept, in no order': 0,
    'instances freed at once': 0,
    'views, lists and instances of instances': 0,
    'Maps and Sets in fields': 0,
    'out of memory': 0,
  })
  expect(notes).toEqual({
    thrown: 100_000,
    'identity kept while collecting': true,
    'mistaken for another': 0,
    'sizes of Maps': 44_000,
    'dropped while a Map of it is held': [2],
    'out of memory says': 'RangeError',
    'usable afterwards': 3,
    'dropped while a view is held': [1, 2, 3],
  })
})
