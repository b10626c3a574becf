import { writeFileSync } from 'node:fs';
import { podSchemaSource } from './pod-schema-source.ts';

// Writes what is generated and committed. A test fails where it is stale.
writeFileSync(new URL('../src/generated/pod-schema.ts', import.meta.url), await podSchemaSource());
