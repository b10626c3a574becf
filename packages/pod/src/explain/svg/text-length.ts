import { fit, textWidth } from '../words/text-width.ts';

/**
 * About how many pixels a text takes in a sans-serif of a size; rather too many than too few. A viewer has one font or the
 * other, and the widest that is common (DejaVu Sans, where none was chosen) is what is reckoned with.
 */
export function textLength(text: string, size: number): number {
  let length = textWidth(text) * OTHER;
  for (const letter of text) length += (LETTERS.get(letter) ?? OTHER) - OTHER;
  return length * size;
}

/** The text cut to a length in pixels; empty when not even three signs fit. */
export function fitLength(text: string, length: number, size: number): string {
  if (textLength(text, size) <= length) return text;
  for (let columns = textWidth(text) - 1; columns >= 3; columns--) {
    const cut = fit(text, columns);
    if (textLength(cut, size) <= length) return cut;
  }
  return '';
}

/** Of the size of the font: lower case letters on the whole, digits, and whatever is not named below. */
const OTHER = 0.62;

const LETTERS: ReadonlyMap<string, number> = new Map(
  (
    [
      [0.32, "ijl.,:;'|!"],
      [0.4, ' ftrI()[]{}/-'],
      [0.95, 'mwMW@%'],
      [0.72, 'ABCDEGHKNOPQRSUVXYZ'],
    ] as const
  ).flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)),
);
