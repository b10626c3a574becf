import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { podSchemaSource } from '../../dev/pod-schema-source.ts';

test('the schema is the one that the installed kubernetes-models gives; else `npm run generate -w packages/manifest`', async () => {
  expect(readFileSync(new URL('pod-schema.ts', import.meta.url), 'utf8')).toBe(await podSchemaSource());
});
