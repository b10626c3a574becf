import { writable } from '../world/writable.ts';

/** Does what keeping pods below a folder needs; without a place to write to no pod is begun. */
export function keepingPods<T>(root: string, work: () => T): T {
  const hint = 'choose another folder with --state or OUTRIGGER_STATE';
  return writable({ message: `pods cannot be kept in ${root}`, hint }, work);
}
