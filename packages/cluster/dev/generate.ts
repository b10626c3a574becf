import { writeFileSync } from 'node:fs';
import { structureSource } from './structure-source.ts';

// Writes what is generated and committed. A test fails where it is stale.
writeFileSync(new URL('../src/local/schema/structure.ts', import.meta.url), await structureSource());
