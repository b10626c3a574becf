import { parseDocument, type YAMLError } from 'yaml';
import type { TextReading } from './read-text.ts';

/**
 * Reads YAML as the server does: by the rules of YAML 1.1, into what JSON can say (sigs.k8s.io/yaml@1.6). A key that stands
 * there twice is told with its line.
 */
export function readManifestValue(text: string): TextReading {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, merge: true, logLevel: 'silent' });
  const fault = document.errors[0];
  if (fault !== undefined)
    return { value: undefined, problem: faultOf(fault), repeated: [], refused: [], order: () => 0 };
  const repeated = repeatedKeys(text);
  const lines = repeated.map((line) => `  ${line}`);
  const refused = repeated.length === 0 ? [] : [['yaml: unmarshal errors:', ...lines].join('\n')];
  return { value: toJson(document.toJS()), problem: undefined, repeated, refused, order: () => 0 };
}

function toJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, 'Z');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

/**
 * What is wrong in the words of Go's library, as near as another parser can tell; it counts lines from nought where its parser
 * finds a fault and from one where its scanner does, and does not tell the first (go.yaml.in/yaml/v2 decode.go parser.fail).
 */
function faultOf({ code, message, linePos }: YAMLError): string {
  const [words, isScanner] = faults[code] ?? [message.split(' at line')[0] ?? '', true];
  const line = (linePos?.[0].line ?? 1) - 1;
  const shown = isScanner && line > 0 ? line + 1 : line;
  return `yaml: ${shown > 0 ? `line ${shown}: ` : ''}${words}`;
}

const faults: Readonly<Record<string, readonly [words: string, isScanner: boolean]>> = {
  BAD_ALIAS: ['unknown anchor referenced', true],
  BAD_DQ_ESCAPE: ['found unknown escape character', true],
  BAD_INDENT: ["did not find expected ',' or ']'", false],
  BAD_SCALAR_START: ['found character that cannot start any token', true],
  BLOCK_AS_IMPLICIT_KEY: ['mapping values are not allowed in this context', true],
  MISSING_CHAR: ['found unexpected end of stream', true],
  MULTILINE_IMPLICIT_KEY: ["could not find expected ':'", true],
  TAB_AS_INDENT: ['found character that cannot start any token', true],
  UNEXPECTED_TOKEN: ['did not find expected node content', false],
};

function repeatedKeys(text: string): readonly string[] {
  const { errors } = parseDocument(text, { version: '1.1', uniqueKeys: true, merge: true, logLevel: 'silent' });
  return errors.flatMap(({ code, linePos, pos }) => {
    if (code !== 'DUPLICATE_KEY') return [];
    const key = /^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim();
    return [`line ${linePos?.[0].line}: key "${key}" already set in map`];
  });
}
