import { writeFileSync } from 'node:fs';
import { documentationSource } from './documentation-source.ts';
import { structureSource } from './structure-source.ts';

// Writes what is generated and committed. A test fails where it is stale.
writeFileSync(new URL('../src/local/schema/generated/structure.ts', import.meta.url), await structureSource());
writeFileSync(new URL('../src/local/openapi/generated/documentation.ts', import.meta.url), documentationSource());
