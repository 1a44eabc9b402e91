/**
 * The package in a browser. Only where a Chromium is installed: the npm registry has none, so the tests of a fresh
 * clone, which have nothing but Node and npm, cannot bring one.
 */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle, findChromium, runInChromium } from './chromium.ts'
import type { Finding } from './report.ts'

const chromium = findChromium()
const LIMIT = 90_000

test.skipIf(chromium === undefined)(
  'kernels give in Chromium what plain JavaScript gives',
  async () => {
    const script = await bundle(join(import.meta.dirname, 'page.ts'))
    const findings = (await runInChromium(chromium!, script, LIMIT)) as Finding[]
    expect(findings.map(({ name, got }) => `${name}: ${got}`)).toEqual(findings.map(({ name, expected }) => `${name}: ${expected}`))
    expect(findings.length).toBeGreaterThan(10)
  },
  LIMIT + 10_000,
)
