import { expect, test } from 'vitest'
import { switches } from './debug.ts'

test('everything is off but the cache when nothing is set', () => {
  expect(switches({})).toMatchObject({
    disable: false,
    cache: 'on',
    cacheDirectory: undefined,
    log: new Set(),
    dump: undefined,
    time: false,
    check: false,
  })
})

test('reads each switch', () => {
  const read = switches({
    TAIPAN_DISABLE: '1',
    TAIPAN_CACHE: '0',
    TAIPAN_CACHE_DIR: '/c',
    TAIPAN_LOG: 'cache, compile',
    TAIPAN_TIME: '0',
    TAIPAN_CHECK: 'yes',
  })
  expect(read).toMatchObject({
    disable: true,
    cache: 'off',
    cacheDirectory: '/c',
    log: new Set(['cache', 'compile']),
    time: false,
    check: true,
  })
})

test('reads how to use the cache', () => {
  expect(switches({ TAIPAN_CACHE: 'off' }).cache).toBe('off')
  expect(switches({ TAIPAN_CACHE: 'readonly' }).cache).toBe('readonly')
  expect(switches({ TAIPAN_CACHE: '1' }).cache).toBe('on')
})

test('reads what to dump', () => {
  expect(switches({ TAIPAN_DUMP: 'gvn,wasm:dot' }).dump).toEqual({ passes: new Set(['gvn', 'wasm']), function: 'dot', html: false })
  expect(switches({ TAIPAN_DUMP: 'html' }).dump).toEqual({ passes: new Set(), function: undefined, html: true })
})
