import { parseDocument } from 'yaml';
import type { TextReading } from './read-text.ts';

/**
 * Reads YAML as the server does: by the rules of YAML 1.1, into what JSON can say (sigs.k8s.io/yaml@1.6). A key that stands
 * there twice is told with its line.
 */
export function readManifestValue(text: string): TextReading {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, merge: true, logLevel: 'silent' });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1;
    const problem = `error converting YAML to JSON: yaml: line ${line}: ${fault.message.split(' at line')[0]}`;
    return { value: undefined, problem, repeated: [], order: () => 0 };
  }
  return { value: toJson(document.toJS()), problem: undefined, repeated: repeatedKeys(text), order: () => 0 };
}

function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, 'Z');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

function repeatedKeys(text: string): readonly string[] {
  const { errors } = parseDocument(text, { version: '1.1', uniqueKeys: true, merge: true, logLevel: 'silent' });
  return errors.flatMap(({ code, linePos, pos }) => {
    if (code !== 'DUPLICATE_KEY') return [];
    const key = /^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim();
    return [`line ${linePos?.[0].line}: key "${key}" already set in map`];
  });
}
