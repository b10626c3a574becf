import { stat } from 'node:fs/promises';
import type { Manifest } from '../object/manifest.ts';
import { parseManifest } from '../object/parse-manifest.ts';
import type { Problem } from '../problem/problem.ts';
import { Source } from '../source/source.ts';
import { findFiles } from './find-files.ts';
import { readFileText, readStreamText, type TextResult, whyUnreadable } from './read-text.ts';

/** How manifests are read. */
export interface ReadOptions {
  /** What `-` reads; the process's standard input by default. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** No file, and no standard input, may have more bytes than this; 32 MiB by default. */
  readonly maxBytes?: number;
  /** Ends the reading before the next file. */
  readonly signal?: AbortSignal;
}

/**
 * Reads files, directories with everything below them, and `-`: one manifest per file, in the order given, each as soon as
 * it is read. What cannot be read is a manifest with a problem; nothing throws for an input's sake.
 */
export async function* readManifests(paths: readonly string[], options: ReadOptions = {}): AsyncGenerator<Manifest> {
  for (const path of paths) {
    if (path === '-') yield await toManifest('-', await readStdin(options));
    else if (await isDirectory(path)) yield* readDirectory(path, options);
    else yield await readOne(path, options);
    options.signal?.throwIfAborted();
  }
}

/** No input may be larger unless somebody says so: 32 MiB. */
export const defaultMaxBytes: number = 32 * 1024 * 1024;

async function* readDirectory(path: string, options: ReadOptions): AsyncGenerator<Manifest> {
  const files = await findFiles(path);
  if (files.length === 0) {
    yield failed({ code: 'no-manifests', message: 'no *.yaml, *.yml or *.json file in this directory', file: path });
  }
  for (const { path: file, error } of files) {
    options.signal?.throwIfAborted();
    yield error === undefined ? await readOne(file, options) : await toManifest(file, whyUnreadable(error));
  }
}

async function readOne(path: string, { maxBytes = defaultMaxBytes }: ReadOptions): Promise<Manifest> {
  return toManifest(path, await readFileText(path, maxBytes));
}

/** The text of the standard input. */
export function readStdin({ stdin = process.stdin, maxBytes = defaultMaxBytes }: ReadOptions): Promise<TextResult> {
  return readStreamText(stdin, maxBytes);
}

async function toManifest(file: string, result: TextResult): Promise<Manifest> {
  if (result.ok) return parseManifest(result.text, file);
  return { file, objects: [], problems: [toProblem(file, result)] };
}

/** What to say about an input that has no text. */
export function toProblem(file: string, { code, message, hint, at }: TextResult & { readonly ok: false }): Problem {
  const position = at && new Source(file, at.text).position(at.offset, at.offset + 1);
  return { code, severity: 'error', message, file, ...(hint && { hint }), ...(position && { position }) };
}

function failed(problem: Omit<Problem, 'severity'>): Manifest {
  return { file: problem.file, objects: [], problems: [{ ...problem, severity: 'error' }] };
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Opening it says why, in the same words for every cause.
    return false;
  }
}
