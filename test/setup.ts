/** Runs before every test file. The compiler's slot is filled here once src/compiler.ts is there to fill it. */
