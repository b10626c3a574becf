import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Json } from '@outrigger/manifest';
import type { KubeletRange } from '@outrigger/sidecars';
import type { ScanInput } from '../file/list-inputs.ts';
import { type FileReport, type FileRequest, scanFile } from '../file/scan-file.ts';

/** What a thread needs to know; rules go by their ids and sidecars as data, because functions cannot be sent. */
export interface WorkerRequest {
  readonly ruleIds: readonly string[];
  readonly kubelets: KubeletRange;
  readonly definitions: readonly Json[];
}

/** From so many files on threads pay for their start. */
export const MANY = 300;
const BATCH = 40;
const MOST_THREADS = 8;

/** Scans files in threads; `each` gets every report as it comes, in any order, with the index of its file. */
export async function scanMany(
  inputs: readonly ScanInput[],
  request: FileRequest,
  each: (report: FileReport, index: number) => void,
): Promise<void> {
  const { rules, kubelets, definitions = [] } = request;
  const workerData: WorkerRequest = { ruleIds: rules.map(({ id }) => id), kubelets, definitions };
  const large: number[] = [];
  const settle = (report: FileReport | undefined, index: number) => {
    if (report) each(report, index);
    else large.push(index);
  };
  const threads = Math.min(MOST_THREADS, availableParallelism(), Math.ceil(inputs.length / BATCH));
  let next = 0;
  const take = () => {
    const start = next;
    next = Math.min(inputs.length, next + BATCH);
    return { start, batch: inputs.slice(start, next) };
  };
  await Promise.all(Array.from({ length: threads }, () => runThread(workerData, take, settle)));
  for (const index of large) {
    const input = inputs[index];
    if (input) each(await scanFile(input, request), index);
  }
}

async function runThread(
  workerData: WorkerRequest,
  take: () => { readonly start: number; readonly batch: readonly ScanInput[] },
  each: (report: FileReport | undefined, index: number) => void,
): Promise<void> {
  const worker = startWorker(workerData);
  try {
    await new Promise<void>((resolve, reject) => {
      let current = take();
      const send = () => (current.batch.length > 0 ? worker.postMessage(current.batch) : resolve());
      worker.on('message', (reports: readonly (FileReport | undefined)[]) => {
        for (const [i, report] of reports.entries()) each(report, current.start + i);
        current = take();
        send();
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('a thread of the scan ended too early')));
      send();
    });
  } finally {
    worker.removeAllListeners();
    await worker.terminate();
  }
}

/** From the bundle, or in a clone from the sources. */
function startWorker(workerData: WorkerRequest): Worker {
  // A small heap collects its garbage sooner, so that memory stays flat; large files are left to this thread.
  const options = { workerData, resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 } };
  return import.meta.url.endsWith('.ts')
    ? new Worker(new URL('./worker.ts', import.meta.url), { ...options, execArgv: ['--conditions=@outrigger/source'] })
    : new Worker(new URL('./scan-worker.js', import.meta.url), options);
}
