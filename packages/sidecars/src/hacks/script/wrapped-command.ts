import { awaiting, type Purpose, type Reading } from './purpose.ts';
import { readWrapper } from './wrapper.ts';

/** A command behind a wrapper: the wrapper is words `from` to `inner`. */
export interface Wrapped extends Purpose {
  readonly from: number;
  readonly inner: number;
}

/** Reads a command line that starts another one by way of a wrapper, and what the wrapper is about. */
export function wrappedCommand(words: readonly string[], reading: Reading): Wrapped | undefined {
  const wrapper = readWrapper(words);
  if (!wrapper || wrapper.inner >= words.length) return undefined;
  const { from, inner, name, entry, targets } = wrapper;
  const place = { from, inner };
  if (name === 'kubexit') return { kind: 'job-terminator', about: undefined, isSure: true, ...place };
  if (entry !== undefined) return { kind: 'wait-wrapper', about: reading.around.nameOf(entry), isSure: true, ...place };
  const purpose = awaiting(targets, reading);
  return purpose && { ...purpose, kind: 'wait-wrapper', ...place };
}
