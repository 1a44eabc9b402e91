/** Every program in examples/ prints the same as plain JavaScript and compiled. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLES, runExample } from '../bench/examples/examples.ts'
import { requireBuild, root } from './built.ts'

beforeAll(requireBuild)

describe('examples', () => {
  test('there are some', () => {
    expect(EXAMPLES.length).toBeGreaterThan(10)
  })

  test.each(EXAMPLES)('%s prints the same both ways', (example) => {
    const plain = runExample(example, 'plain')
    expect(plain.text.length).toBeGreaterThan(0)
    expect(runExample(example, 'compiled').text).toEqual(plain.text)
  })

  test('they type-check against the API', () => {
    const tsc = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js')
    execFileSync(process.execPath, [tsc, '-p', 'examples'], { cwd: root, stdio: 'pipe', encoding: 'utf8' })
  })
})
