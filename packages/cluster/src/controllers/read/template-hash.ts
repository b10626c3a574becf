import { safeEncode } from './safe-encode.ts';

/** The hash of a pod template, as names and labels show it. */
export function templateHash(template: unknown, collisionCount: number | undefined): string {
  const salt = collisionCount === undefined ? '' : String(collisionCount);
  return safeEncode(String(fnv32a(`${JSON.stringify(sorted(template))}${salt}`)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
