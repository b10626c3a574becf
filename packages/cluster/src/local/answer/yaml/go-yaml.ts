import { byGoYaml } from './key-order.ts';
import { fold, isSimple, type ScalarStyle, styleOf } from './scalar-style.ts';

/** A value in YAML, letter by letter as Go's server writes it (sigs.k8s.io/yaml@1.6 Marshal, go.yaml.in/yaml/v2@2.4.3 emitterc.go). */
export function goYaml(value: unknown): string {
  const out: string[] = [];
  if (isMapping(value) && Object.keys(value).length > 0) writeMapping(out, value, 0);
  else if (Array.isArray(value) && value.length > 0) writeList(out, value, 0);
  else out.push(`${scalarOf(value, { column: 0, indent: 0 })}\n`);
  return out.join('');
}

type Mapping = Readonly<Record<string, unknown>>;

/** `lead` stands in front of the first key in place of its indentation. */
function writeMapping(out: string[], mapping: Mapping, indent: number, lead = ' '.repeat(indent)): void {
  let start = lead;
  for (const key of Object.keys(mapping).sort(byGoYaml)) {
    const value = mapping[key];
    if (value === undefined) continue;
    const name = fold(key, styleOf(key, true), { column: 0, indent, isKey: true });
    // Long keys have a line of their own.
    const head = isSimple(key) ? `${start}${name}:` : `${start}? ${name}\n${' '.repeat(indent)}:`;
    start = ' '.repeat(indent);
    out.push(head);
    writeBelow(out, value, { indent, column: head.length - head.lastIndexOf('\n') - 1 });
  }
}

function writeBelow(out: string[], value: unknown, { indent, column }: { indent: number; column: number }): void {
  if (Array.isArray(value) && value.length > 0) {
    out.push('\n');
    // Lists stand as far left as the key that they belong to.
    writeList(out, value, indent);
  } else if (isMapping(value) && Object.keys(value).length > 0) {
    out.push('\n');
    writeMapping(out, value, indent + 2);
  } else out.push(` ${scalarOf(value, { column: column + 1, indent })}\n`);
}

function writeList(out: string[], list: readonly unknown[], indent: number, lead = ' '.repeat(indent)): void {
  let start = lead;
  for (const item of list) {
    const dash = `${start}- `;
    start = ' '.repeat(indent);
    if (Array.isArray(item) && item.length > 0) writeList(out, item, indent + 2, dash);
    else if (isMapping(item) && Object.keys(item).length > 0) writeMapping(out, item, indent + 2, dash);
    else out.push(`${dash}${scalarOf(item, { column: indent + 2, indent })}\n`);
  }
}

function scalarOf(value: unknown, place: { readonly column: number; readonly indent: number }): string {
  if (typeof value === 'string') {
    const style: ScalarStyle = styleOf(value, false);
    return fold(value, style, { ...place, isKey: false });
  }
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object' && value !== null) return '{}';
  return typeof value === 'number' ? goNumber(value) : String(value);
}

/** Floats as strconv.FormatFloat 'g' writes them; whole numbers as they are. */
function goNumber(value: number): string {
  const text = String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
