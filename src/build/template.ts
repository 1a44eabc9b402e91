/** The builder's product, as the stages after it see it. */
export type { Template } from '../ir/template.ts'
