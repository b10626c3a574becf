/** Keys in their order. Sorted when somebody reads them after a change: writes come in heaps, and so do reads. */
export class SortedKeys {
  readonly #keys: Set<string>;
  #sorted: readonly string[] | undefined;

  constructor(keys: Iterable<string> = []) {
    this.#keys = new Set(keys);
  }

  add(key: string): void {
    this.#keys.add(key);
    this.#sorted = undefined;
  }

  delete(key: string): void {
    this.#keys.delete(key);
    this.#sorted = undefined;
  }

  /** All keys from a text on, or behind a key. */
  from(start: { readonly at: string } | { readonly behind: string }): readonly string[] {
    this.#sorted ??= [...this.#keys].sort();
    const begin = 'at' in start ? start.at : start.behind;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const key = this.#sorted[middle] ?? '';
      if (key < begin || ('behind' in start && key === begin)) low = middle + 1;
      else high = middle;
    }
    return this.#sorted.slice(low);
  }
}
