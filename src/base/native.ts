/** Is this the text of a function that has no source: built in, bound, or of another language? */
export const isNativeText = (text: string): boolean => text.includes('[native code]') && /\{\s*\[native code\]\s*\}\s*$/.test(text)
