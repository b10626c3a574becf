import { printable } from '../words/printable.ts';

/** A text for use in XML or HTML, between tags or inside a quoted attribute. */
export function escapeMarkup(text: string): string {
  return printable(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
