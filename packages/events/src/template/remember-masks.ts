import type { MaskedBy } from './mask-message.ts';

/**
 * The same function, which remembers what it has said: most Events tell the same message of the same object again and again. So many of
 * those that came last at least, and twice as many at most.
 */
export function rememberMasks(
  mask: (observation: MaskedBy) => string,
  { remembered }: { readonly remembered: number },
): (observation: MaskedBy) => string {
  let young = new Map<string, Masked>();
  let old = young;
  return (observation) => {
    const { message } = observation;
    if (message.length > LONGEST) return mask(observation);
    const known = young.get(message);
    if (known !== undefined && isOf(known, observation)) return known.text;
    const before = old.get(message);
    const entry = before !== undefined && isOf(before, observation) ? before : maskedOf(observation, mask(observation));
    if (young.size >= remembered) {
      old = young;
      young = new Map();
    }
    young.set(message, entry);
    return entry.text;
  };
}

/** Everything that a mask hangs on beside the message. */
interface Masked {
  readonly reason: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly fieldPath: string;
  readonly instance: string;
  readonly related: string | undefined;
  readonly text: string;
}

function maskedOf({ reason, about, source, related }: MaskedBy, text: string): Masked {
  const { kind, name, namespace, fieldPath } = about;
  return { reason, kind, name, namespace, fieldPath, instance: source.instance, related: related?.name, text };
}

function isOf(masked: Masked, { reason, about, source, related }: MaskedBy): boolean {
  return (
    masked.name === about.name &&
    masked.reason === reason &&
    masked.kind === about.kind &&
    masked.namespace === about.namespace &&
    masked.fieldPath === about.fieldPath &&
    masked.instance === source.instance &&
    masked.related === related?.name
  );
}

/** What is longer takes more memory than it is worth. */
const LONGEST = 512;
