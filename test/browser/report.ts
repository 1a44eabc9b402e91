/** How a page tells what it found. */

export interface Finding {
  readonly name: string
  readonly got: string
  readonly expected: string
}

/** Class and, for what users throw themselves, message. */
export function errorOf(error: unknown): string {
  const { name, message } = error as Error
  return name === 'TypingError' ? name : `${name}: ${message}`
}

export async function report(result: unknown): Promise<void> {
  await fetch('/result', { method: 'POST', body: JSON.stringify(result) })
}
