import { parseDocument, type YAMLParseError } from 'yaml';
import type { Fault } from '../problem/fault.ts';
import { shorten } from '../problem/shorten.ts';
import { convertNodes } from './convert-nodes.ts';
import type { Parsed } from './parse-document.ts';

/** Reads any YAML document, with the library `yaml`. */
export function parseFull(text: string): Parsed {
  if (text.length > longest) return { roots: [], faults: [tooLong] };
  const document = withoutStackTraces(() => parseDocument(text, options));
  const error = document.errors.find(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  if (error) return { roots: [], faults: [toFault(error)] };
  return document.contents === null ? { roots: [], faults: [] } : convertNodes(document.contents);
}

const options = {
  // Every scalar stays text; what it means is Kubernetes' to say, not YAML 1.2's.
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The library makes an Error for every mistake: half a million of them for a megabyte of brackets. */
function withoutStackTraces<T>(parse: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parse();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

// etcd takes no object above 1.5 MiB, and a megabyte made to be slow takes seconds. The everyday reader has no limit.
const longest = 2 * 1024 * 1024;

const tooLong: Fault = {
  code: 'too-large',
  message: 'this document has more than 2 MiB and is not in plain block style or JSON',
  hint: 'Kubernetes stores no object above 1.5 MiB; split the file with `---`, or write it as JSON',
  start: 0,
  end: 0,
};

function toFault({ code, message, pos: [start, end] }: YAMLParseError): Fault {
  if (code === 'RESOURCE_EXHAUSTION')
    return { code: 'too-deep', message: 'collections are nested too deeply', start, end };
  if (code === 'MULTIPLE_DOCS') return { code: 'syntax', message: 'text after the end of the document', start, end };
  const hint = hints[code];
  return { code: 'syntax', message: lowerFirst(shorten(message)), ...(hint && { hint }), start, end };
}

const hints: Partial<Record<YAMLParseError['code'], string>> = {
  BAD_INDENT: 'entries of one map or list begin in the same column',
  BAD_SCALAR_START: 'put quotes around the value',
  BLOCK_AS_IMPLICIT_KEY: 'put quotes around the value if the colon belongs to it',
  MULTILINE_IMPLICIT_KEY: 'is a colon missing, or the indentation wrong?',
  TAB_AS_INDENT: 'indent with spaces',
};

function lowerFirst(message: string): string {
  return /^[A-Z][a-z]/.test(message) ? message.charAt(0).toLowerCase() + message.slice(1) : message;
}
