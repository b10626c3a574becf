import { createHash } from 'node:crypto';

/** The version in which objects are kept, as clients may compare it (apiserver pkg/endpoints/discovery/storageversionhash.go@1.36). */
export function storageVersionHash(group: string, version: string, kind: string): string {
  return createHash('sha256').update(`${group}/${version}/${kind}`).digest().subarray(0, 8).toString('base64');
}
