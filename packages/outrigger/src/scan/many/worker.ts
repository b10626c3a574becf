import { parentPort, workerData } from 'node:worker_threads';
import { allRules } from '@outrigger/sidecars';
import type { ScanInput } from '../file/list-inputs.ts';
import { scanFile } from '../file/scan-file.ts';
import type { WorkerRequest } from './scan-many.ts';

// A thread of `outrigger scan`: gets files, answers with reports, until it is told to end.
const { ruleIds, kubelets } = workerData as WorkerRequest;
const wanted = new Set(ruleIds);
const rules = allRules().filter(({ id }) => wanted.has(id));

parentPort?.on('message', async (inputs: readonly ScanInput[]) => {
  const reports = [];
  for (const input of inputs) reports.push(await scanFile(input, { rules, kubelets }));
  parentPort?.postMessage(reports);
});
