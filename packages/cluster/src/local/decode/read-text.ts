import { printPlace } from './print-place.ts';
import { readManifestValue } from './read-yaml.ts';
import { type KeyPath, scanJson } from './scan-json.ts';

/** What a text says. */
export interface TextReading {
  readonly value: unknown;
  /** Why it says nothing, in the words of the server. */
  readonly problem: string | undefined;
  /** Fields that stand there twice, in the words of the decoder. */
  readonly repeated: readonly string[];
  /** The same for one who is refused for them. */
  readonly refused: readonly string[];
  /** At which place of the text a problem belongs: what stands first is told first. */
  readonly order: (problem: string) => number;
}

/** Reads a body in JSON or YAML. */
export function readText(text: string, format: 'json' | 'yaml'): TextReading {
  return format === 'yaml' ? readManifestValue(text) : readJson(text);
}

/** Reads JSON, with Go's words where it is none. */
export function readJson(text: string): TextReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const why = scanJson(text) ?? 'unexpected end of JSON input';
    const problem = `couldn't get version/kind; json parse error: ${why}`;
    return { value: undefined, problem, repeated: [], refused: [], order: () => 0 };
  }
  // What reads the same when it is written again has each key once: most bodies come from a machine.
  if (JSON.stringify(value) === text) return { value, problem: undefined, repeated: [], refused: [], order: () => 0 };
  return { value, problem: undefined, ...keysOf(text) };
}

function keysOf(text: string): Pick<TextReading, 'repeated' | 'refused' | 'order'> {
  const repeated: string[] = [];
  const places = new Map<string, number>();
  let count = 0;
  scanJson(text, (path: KeyPath, isRepeated) => {
    const place = printPlace(path);
    if (isRepeated) {
      const problem = `duplicate field "${place}"`;
      if (!repeated.includes(problem)) repeated.push(problem);
      if (!places.has(problem)) places.set(problem, count);
    } else if (!places.has(`unknown field "${place}"`)) places.set(`unknown field "${place}"`, count);
    count++;
  });
  return { repeated, refused: repeated, order: (problem) => places.get(problem) ?? count };
}
