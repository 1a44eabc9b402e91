/** The order in which objects have their properties. */

/** Names as JavaScript lists them: integers first, from the smallest on. */
export function listed(names: Iterable<string>): string[] {
  const all = [...names]
  const isIndex = (name: string) => /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1
  return [...all.filter(isIndex).sort((a, b) => Number(a) - Number(b)), ...all.filter((name) => !isIndex(name))]
}
