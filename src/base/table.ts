/**
 * Tables of one: an object without a prototype. V8 makes it a dictionary at once; an object that is copied together from others,
 * name by name, changes its shape and copies its values again and again.
 */
export function joined<T>(...tables: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const all = Object.create(null) as Record<string, T>
  for (const table of tables) for (const name in table) all[name] = table[name]!
  return all
}
