/** Where a value lies in a manifest: names of fields and indices of lists, from the root. */
export type ManifestPath = readonly (string | number)[];

/**
 * The path of a field, both as the API server writes it (`spec.containers[0].resources.limits[cpu]`) and as a place in
 * the manifest. Nodes point at their parents and are spelled out only when there is something to complain about, so
 * that a valid pod costs next to nothing.
 */
export class FieldPath {
  readonly #parent: FieldPath | undefined;
  readonly #text: string;
  readonly #place: ManifestPath;
  readonly #isElsewhere: boolean;

  private constructor(parent: FieldPath | undefined, text: string, place: { at: ManifestPath; isElsewhere?: boolean }) {
    this.#parent = parent;
    this.#text = text;
    this.#place = place.at;
    this.#isElsewhere = place.isElsewhere ?? false;
  }

  /** The path of a field of the object itself. */
  static of(name: string): FieldPath {
    return new FieldPath(undefined, name, { at: [name] });
  }

  /** A place for which the API server has no words: an empty path, which it prints as brackets. */
  static nowhere(...place: ManifestPath): FieldPath {
    return new FieldPath(undefined, '[]', { at: place });
  }

  child(name: string): FieldPath {
    return new FieldPath(this, `.${name}`, { at: [name] });
  }

  index(at: number): FieldPath {
    return new FieldPath(this, `[${at}]`, { at: [at] });
  }

  /** An entry of a map. */
  key(name: string): FieldPath {
    return new FieldPath(this, `[${name}]`, { at: [name] });
  }

  /** A field that the API server calls otherwise than the manifest does, or whose index it leaves out. */
  miscalled(text: string, ...place: ManifestPath): FieldPath {
    return new FieldPath(this, text, { at: place });
  }

  /** A path that the API server makes up, with its place from the root of the manifest. */
  elsewhere(text: string, place: ManifestPath): FieldPath {
    return new FieldPath(this, text, { at: place, isElsewhere: true });
  }

  /** The path as the API server writes it (apimachinery pkg/util/validation/field/path.go@1.36.2). */
  toString(): string {
    let text = '';
    for (let node: FieldPath | undefined = this; node; node = node.#parent) text = node.#text + text;
    return text.startsWith('.') ? text.slice(1) : text;
  }

  /** The place in the manifest. */
  toPlace(): ManifestPath {
    const places: ManifestPath[] = [];
    for (let node: FieldPath | undefined = this; node; node = node.#parent) {
      places.unshift(node.#place);
      if (node.#isElsewhere) break;
    }
    return places.flat();
  }
}

/** A place in a manifest as the API server would write it. */
export function printPlace(place: ManifestPath): string {
  return place.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}
