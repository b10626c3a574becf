/** Rows in the text format of COPY (PostgreSQL's documentation, "COPY", Text Format). */
export function copyLines(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(toField).join('\t')}\n`).join('');
}

function toField(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (each) => ESCAPES[each] ?? each) : value;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
