import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFile } from './check-file.ts';

// `npm run boundaries`, or `node tools/boundaries/main.ts FOLDER` for a tree that is laid out like this repository.
const root = process.argv[2] ?? join(import.meta.dirname, '../..');
const files = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).toSorted();
let count = 0;

for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8');
  for (const { offset, message } of checkFile(file, text)) {
    count += 1;
    process.stderr.write(`${file}:${text.slice(0, offset).split('\n').length}: ${message}\n`);
  }
}

process.stderr.write(`boundaries: ${files.length} files, ${count} violations\n`);
process.exitCode = count > 0 ? 1 : 0;
