import type { FieldPath, ManifestPath } from './field-path.ts';
import { goJson } from './go-json.ts';
import { goQuote } from './go-quote.ts';

/** The kinds of field errors; the API server's causes spell them `FieldValueRequired`, `FieldValueInvalid` … */
export type FieldErrorType =
  | 'Required'
  | 'Invalid'
  | 'Duplicate'
  | 'NotSupported'
  | 'NotFound'
  | 'Forbidden'
  | 'TooLong'
  | 'TooMany'
  /** A value of another type than its schema has; custom resources only. */
  | 'TypeInvalid'
  /** What the server could not find out. */
  | 'InternalError';

/** One thing that is wrong with an object, as the API server sees it. */
export interface FieldError {
  readonly type: FieldErrorType;
  /** The field as the API server writes it, e.g. `spec.containers[0].name`. */
  readonly field: string;
  /** The place in the manifest; where the API server's words for a field are inexact, this is still the place. */
  readonly path: ManifestPath;
  /** The offending value; undefined for kinds of error whose message shows none. */
  readonly badValue: unknown;
  /** How the API server prints the offending value, where that is not simply its JSON. */
  readonly shownValue?: string;
  readonly detail: string;
}

/** The errors found so far, in the API server's order; the methods are those of apimachinery's `field` package. */
export class FieldErrors {
  readonly list: FieldError[];
  readonly #minor: number;
  readonly #texts: TextStyle;

  /** @param minor the API server's minor version, on which some words depend */
  constructor(minor: number, { list = [], texts = 'quoted' }: { list?: FieldError[]; texts?: TextStyle } = {}) {
    this.list = list;
    this.#minor = minor;
    this.#texts = texts;
  }

  /** The same list for texts that have a Go type of their own or are behind a pointer: from 1.34 they are JSON. */
  ofNamedTexts(): FieldErrors {
    return this.#minor < 34 ? this : new FieldErrors(this.#minor, { list: this.list, texts: 'json' });
  }

  /**
   * The same list for texts of Go's type ResourceName, which were printed without quotes before 1.34; some checks take
   * them as such only since a later minor.
   */
  ofResourceNames(since: number): FieldErrors {
    if (this.#minor < since || this.#minor >= 34) return this.ofNamedTexts();
    return new FieldErrors(this.#minor, { list: this.list, texts: 'bare' });
  }

  required(path: FieldPath, detail = ''): void {
    this.#add('Required', path, { detail });
  }

  invalid(path: FieldPath, badValue: unknown, detail: string): void {
    this.#add('Invalid', path, { badValue, detail });
  }

  /** As `invalid`, one error per message. */
  invalidEach(path: FieldPath, badValue: unknown, details: readonly string[]): void {
    for (const detail of details) this.invalid(path, badValue, detail);
  }

  /** As `invalid`, for a value that the API server prints in a form of its own. */
  invalidShown(
    path: FieldPath,
    value: { readonly badValue: unknown; readonly shownValue: string },
    detail: string,
  ): void {
    this.#add('Invalid', path, { ...value, detail });
  }

  /** As `invalid`, for a value that the API server does not show (field.OmitValueType@1.36.2). */
  invalidUnshown(path: FieldPath, detail: string): void {
    this.#add('Invalid', path, { badValue: UNSHOWN, detail });
  }

  duplicate(path: FieldPath, badValue: unknown): void {
    this.#add('Duplicate', path, { badValue, detail: '' });
  }

  notFound(path: FieldPath, badValue: unknown, detail = ''): void {
    this.#add('NotFound', path, { badValue, detail });
  }

  /** Values to choose from mostly have a Go type of their own; see `ofNamedTexts`. */
  notSupported(path: FieldPath, badValue: string, supported: readonly string[]): void {
    this.ofNamedTexts().notSupportedText(path, badValue, supported);
  }

  /** As `notSupported`, for plain texts. */
  notSupportedText(path: FieldPath, badValue: string, supported: readonly string[]): void {
    const detail = `supported values: ${supported.map(goQuote).join(', ')}`;
    this.#add('NotSupported', path, { badValue, detail });
  }

  forbidden(path: FieldPath, detail: string): void {
    this.#add('Forbidden', path, { detail });
  }

  tooLong(path: FieldPath, maxBytes: number): void {
    const words = this.#minor < 32 ? 'must have at most' : 'may not be more than'; // field.TooLong@1.31 and @1.32
    this.#add('TooLong', path, { detail: `${words} ${maxBytes} bytes` });
  }

  /** As `tooLong`, where servers before 1.32 had words of their own (field.TooLongMaxLength@1.31). */
  longerThan(path: FieldPath, maxBytes: number): void {
    if (this.#minor < 32) this.#add('TooLong', path, { detail: `may not be longer than ${maxBytes}` });
    else this.tooLong(path, maxBytes);
  }

  tooMany(path: FieldPath, actual: number, max: number): void {
    this.#add('TooMany', path, { badValue: actual, detail: `must have at most ${max} items` });
  }

  #add(type: FieldErrorType, path: FieldPath, rest: { badValue?: unknown; shownValue?: string; detail: string }): void {
    const shown = this.#shown(rest.badValue);
    const error = { type, field: path.toString(), path: path.toPlace(), badValue: rest.badValue, ...shown, ...rest };
    this.list.push(error);
  }

  #shown(badValue: unknown): { readonly shownValue?: string } {
    if (this.#texts === 'bare' && typeof badValue === 'string') return { shownValue: badValue };
    if (this.#texts === 'json' && typeof badValue === 'string') return { shownValue: goJson(badValue) };
    return this.#minor < 34 && Array.isArray(badValue) ? { shownValue: oldPrint(badValue) } : {};
  }
}

/** Stands for a value that is not shown. */
export const UNSHOWN: unique symbol = Symbol('unshown');

/** How texts are printed. */
type TextStyle = 'quoted' | 'bare' | 'json';

/** Before 1.34 lists were printed as Go's `%#v` has them. */
function oldPrint(list: readonly unknown[]): string {
  if (!list.every((item) => typeof item === 'string')) return JSON.stringify(list);
  return `[]string{${list.map(goQuote).join(', ')}}`;
}
