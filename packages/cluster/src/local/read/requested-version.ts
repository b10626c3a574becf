import { goQuote } from '@outrigger/pod';
import { badRequest, type Refusal, refusal } from '../answer/refusal.ts';
import type { World } from '../world.ts';

/** The version that a reader has written; undefined for none (apiserver pkg/storage/api_object_versioner.go ParseResourceVersion@1.36). */
export function parseVersion(text: string): number | undefined {
  if (text === '') return undefined;
  const problem = numberProblem(text);
  if (problem === undefined) return Number(text);
  const why = `strconv.ParseUint: parsing ${goQuote(text)}: ${problem}`;
  throw new BadVersion(`resourceVersion: Invalid value: ${goQuote(text)}: ${why}`);
}

/** Lists refuse a bad version; upstream has forgotten the others, which fail with it: 500, without a reason. */
export function refuseBadVersion(error: unknown, isList: boolean): Refusal {
  if (!(error instanceof BadVersion)) throw error;
  if (isList) return badRequest(`invalid resource version: ${error.message}`);
  return refusal(500, undefined, error.message);
}

/** Waits until there is a version, as long as the real server does (apiserver pkg/storage/cacher/watch_cache.go blockTimeout@1.36). */
export async function reachVersion(world: World, wanted: number, signal: AbortSignal): Promise<void> {
  const { store, delay } = world;
  for (let waited = 0; store.version() < wanted && waited < 3000 && !signal.aborted; waited += 50)
    await delay(50, signal);
  if (store.version() >= wanted) return;
  const message = `Timeout: Too large resource version: ${wanted}, current: ${store.version()}`;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  throw refusal(504, 'Timeout', message, { causes, retryAfterSeconds: 1 });
}

class BadVersion extends Error {}

/** As strconv.ParseUint of 64 bits sees it. */
function numberProblem(text: string): string | undefined {
  if (!/^\d+$/.test(text)) return 'invalid syntax';
  return BigInt(text) < 2n ** 64n ? undefined : 'value out of range';
}
