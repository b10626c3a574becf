import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { allRules, readCatalog, withOwnEntries } from '@outrigger/sidecars';
import type { ScanInput } from '../file/list-inputs.ts';
import { scanFile } from '../file/scan-file.ts';
import type { WorkerRequest } from './scan-many.ts';

// A thread of `outrigger scan`: gets files, answers with reports, and with undefined for files that are too large for it.
const { ruleIds, kubelets, definitions } = workerData as WorkerRequest;
const wanted = new Set(ruleIds);
const rules = allRules().filter(({ id }) => wanted.has(id));
// They have been read before: nothing is wrong with them.
const own = readCatalog(definitions);
const request = { rules, kubelets, entries: withOwnEntries(own.ok ? own.entries : []) };

parentPort?.on('message', async (inputs: readonly ScanInput[]) => {
  const reports = [];
  for (const input of inputs) reports.push(isLarge(input) ? undefined : await scanFile(input, request));
  parentPort?.postMessage(reports);
});

/** What the small heap of a thread might not hold; the main thread reads it. */
function isLarge({ file }: ScanInput): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 256 * 1024;
}
