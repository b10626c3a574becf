import type { Observation } from '../observation.ts';
import type { KnownNames } from './is-variable.ts';
import { FORMATS_OF_ALL, KNOWN_FORMATS } from './known-formats.ts';
import { maskText } from './mask-text.ts';
import { type CompiledFormat, compileFormat, matchFormat } from './match-format.ts';
import { sortClauses } from './sort-clauses.ts';

/** What a message is masked by. */
export type MaskedBy = Pick<Observation, 'reason' | 'message' | 'about' | 'related' | 'source'>;

/** A message without what varies in it: by the format that it was written by, where that is known, else word by word. */
export function maskMessage(observation: MaskedBy): string {
  const message = readable(observation.message);
  const names = namesOf(observation);
  const mask = (part: string) => withoutLists(maskText(part, names));
  for (const format of FORMATS.get(observation.reason) ?? OF_ALL) {
    const text = matchFormat(format, message, mask);
    if (text !== undefined) return text.trimEnd();
  }
  return sortClauses(mask(message)).trimEnd();
}

/** As many names as there happened to be: `used by pod(s) <*>, <*>, <*>`. */
function withoutLists(masked: string): string {
  if (!masked.includes('<*>, <*>') && !masked.includes('<*>", "<*>')) return masked;
  return masked.replace(/<\*>(?:, <\*>)+/g, '<*>').replace(/"<\*>"(?:, "<\*>")+/g, '"<*>"');
}

/** What the recorder writes before a message that stands for several (client-go tools/record/events_cache.go). */
const COMBINED = '(combined from similar events): ';

/** More of a message says nothing new of how it was written; Karpenter's reach 76 kB (karpenter#2071). */
const LONGEST = 2048;

function readable(message: string): string {
  const own = message.startsWith(COMBINED) ? message.slice(COMBINED.length) : message;
  return (own.length > LONGEST ? `${own.slice(0, LONGEST)}` : own).trimEnd();
}

function namesOf({ about, related, source }: MaskedBy): KnownNames {
  const { fieldPath } = about;
  const open = fieldPath.indexOf('{');
  return {
    name: about.name,
    namespace: about.namespace,
    container: open < 0 ? '' : fieldPath.slice(open + 1, -1),
    node: source.instance,
    related: related?.name ?? '',
  };
}

const OF_ALL: readonly CompiledFormat[] = FORMATS_OF_ALL.map(compileFormat);

const FORMATS: ReadonlyMap<string, readonly CompiledFormat[]> = new Map(
  Object.entries(KNOWN_FORMATS).map(([reason, formats]) => [reason, [...formats.map(compileFormat), ...OF_ALL]]),
);
