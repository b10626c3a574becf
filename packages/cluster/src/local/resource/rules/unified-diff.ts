/** The difference of two values as the API server shows it: a unified diff of their JSON (apimachinery pkg/util/diff@1.36). */
export function unifiedDiff(before: unknown, after: unknown): string {
  const a = linesOf(before);
  const b = linesOf(after);
  return groupOperations(operations(a, b))
    .map((group) => printGroup(group, a, b))
    .join('');
}

function linesOf(value: unknown): readonly string[] {
  return goIndent(value).split('\n');
}

/** Go escapes what HTML could misread, here too, and writes empty lists and objects on one line as JavaScript does. */
function goIndent(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

interface Operation {
  readonly isEqual: boolean;
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

function printGroup(group: readonly Operation[], a: readonly string[], b: readonly string[]): string {
  const first = group[0];
  const last = group.at(-1);
  if (!first || !last) return '';
  const head = `@@ -${range(first.a[0], last.a[1])} +${range(first.b[0], last.b[1])} @@\n`;
  const body = group.map((operation) => {
    const [before, after] = [a.slice(...operation.a), b.slice(...operation.b)];
    if (operation.isEqual) return before.map((line) => ` ${line}\n`).join('');
    return [...before.map((line) => `-${line}\n`), ...after.map((line) => `+${line}\n`)].join('');
  });
  return head + body.join('');
}

function range(start: number, end: number): string {
  const length = end - start;
  if (length === 1) return `${start + 1}`;
  return `${length === 0 ? start : start + 1},${length}`;
}

const CONTEXT = 3;

/** Changes with three lines around them (difflib GetGroupedOpCodes). */
function groupOperations(all: readonly Operation[]): readonly (readonly Operation[])[] {
  const groups: Operation[][] = [];
  let group: Operation[] = [];
  for (const [at, operation] of all.entries()) {
    const { isEqual, a, b } = operation;
    const isFirst = at === 0;
    const isLast = at === all.length - 1;
    const from = isEqual && isFirst ? Math.max(a[0], a[1] - CONTEXT) - a[0] : 0;
    const start: Operation = { isEqual, a: [a[0] + from, a[1]], b: [b[0] + from, b[1]] };
    const length = start.a[1] - start.a[0];
    if (isEqual && isLast) {
      const kept = Math.min(length, CONTEXT);
      group.push({ isEqual, a: [start.a[0], start.a[0] + kept], b: [start.b[0], start.b[0] + kept] });
    } else if (isEqual && length > 2 * CONTEXT) {
      group.push({ isEqual, a: [start.a[0], start.a[0] + CONTEXT], b: [start.b[0], start.b[0] + CONTEXT] });
      groups.push(group);
      group = [{ isEqual, a: [a[1] - CONTEXT, a[1]], b: [b[1] - CONTEXT, b[1]] }];
    } else group.push(start);
  }
  if (group.some(({ isEqual }) => !isEqual)) groups.push(group);
  return groups;
}

/** What has to be done to make one list of lines the other (difflib SequenceMatcher, with its "popular" lines). */
function operations(a: readonly string[], b: readonly string[]): readonly Operation[] {
  const places = placesOf(b);
  const found: Operation[] = [];
  let [i, j] = [0, 0];
  const blocks = matches(a, b, places);
  for (const { ai, bj, size } of [...blocks, { ai: a.length, bj: b.length, size: 0 }]) {
    if (i < ai || j < bj) found.push({ isEqual: false, a: [i, ai], b: [j, bj] });
    if (size > 0) found.push({ isEqual: true, a: [ai, ai + size], b: [bj, bj + size] });
    [i, j] = [ai + size, bj + size];
  }
  return found;
}

interface Block {
  readonly ai: number;
  readonly bj: number;
  readonly size: number;
}

/** Where each line stands; lines that stand nearly everywhere lead nowhere. */
function placesOf(b: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [at, line] of b.entries()) {
    const known = places.get(line);
    if (known) known.push(at);
    else places.set(line, [at]);
  }
  if (b.length >= 200) {
    const popular = Math.floor(b.length / 100) + 1;
    for (const [line, found] of places) if (found.length > popular) places.delete(line);
  }
  return places;
}

/** All blocks that both lists share, in order; neighbours are joined. */
function matches(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
): readonly Block[] {
  const blocks: Block[] = [];
  const search = (alo: number, ahi: number, blo: number, bhi: number): void => {
    const block = longestMatch({ a, b, places, alo, ahi, blo, bhi });
    if (block.size === 0) return;
    if (alo < block.ai && blo < block.bj) search(alo, block.ai, blo, block.bj);
    blocks.push(block);
    if (block.ai + block.size < ahi && block.bj + block.size < bhi)
      search(block.ai + block.size, ahi, block.bj + block.size, bhi);
  };
  search(0, a.length, 0, b.length);
  return blocks.reduce<Block[]>((joined, block) => {
    const last = joined.at(-1);
    if (last && last.ai + last.size === block.ai && last.bj + last.size === block.bj) {
      joined[joined.length - 1] = { ...last, size: last.size + block.size };
    } else joined.push(block);
    return joined;
  }, []);
}

interface Search {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly alo: number;
  readonly ahi: number;
  readonly blo: number;
  readonly bhi: number;
}

function longestMatch({ a, b, places, alo, ahi, blo, bhi }: Search): Block {
  let best = { ai: alo, bj: blo, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = alo; i < ahi; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? '') ?? []) {
      if (j < blo) continue;
      if (j >= bhi) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { ai: i - size + 1, bj: j - size + 1, size };
    }
    lengths = next;
  }
  let { ai, bj, size } = best;
  while (ai > alo && bj > blo && a[ai - 1] === b[bj - 1]) [ai, bj, size] = [ai - 1, bj - 1, size + 1];
  while (ai + size < ahi && bj + size < bhi && a[ai + size] === b[bj + size]) size++;
  return { ai, bj, size };
}
