import { indentAt } from './lines.ts';

/**
 * Lines that began in a column, moved to another. What stands less deep than the column, as a comment may, stays where it
 * is; so do empty lines. Lines of blanks only are moved too: in a block scalar, blanks beyond its own column are text.
 */
export function shiftLines(lines: string, from: number, to: number): string {
  if (from === to) return lines;
  return lines
    .split(/(?<=\n)/)
    .map((line) => shiftLine(line, from, to))
    .join('');
}

function shiftLine(line: string, from: number, to: number): string {
  const indent = indentAt(line, 0);
  const isBlank = line.trim() === '';
  if (isBlank ? indent === 0 : indent < from) return line;
  return ' '.repeat(Math.max(0, indent + to - from)) + line.slice(indent);
}
