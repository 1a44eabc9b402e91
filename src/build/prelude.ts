import type { SourceUnit } from '../artifact/captured.ts'
export function preludeUnit(_method: string): SourceUnit | undefined { return undefined }
