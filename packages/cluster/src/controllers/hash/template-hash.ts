import { goDump } from './go-dump.ts';
import { safeEncode } from './safe-encode.ts';

/**
 * The hash of a pod template that names and labels show: over the text that Go's debug printer makes of it
 * (pkg/controller/controller_utils.go ComputeHash, pkg/util/hash DeepHashObject@1.36).
 */
export function templateHash(template: unknown, collisionCount: number | undefined): string {
  const text = new TextEncoder().encode(goDump('v1.PodTemplateSpec', template));
  const salt = new Uint8Array(collisionCount === undefined ? 0 : 8);
  if (collisionCount !== undefined) new DataView(salt.buffer).setUint32(0, collisionCount, true);
  return safeEncode(String(fnv32a([...text, ...salt])));
}

function fnv32a(bytes: Iterable<number>): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
