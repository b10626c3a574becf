import { fit, textWidth } from '../words/text-width.ts';

/** About how many pixels a text takes in a sans-serif of a size; rather too many than too few. */
export function textLength(text: string, size: number): number {
  return textWidth(text) * size * 0.58;
}

/** The text cut to a length in pixels; empty when not even three signs fit. */
export function fitLength(text: string, length: number, size: number): string {
  const columns = Math.floor(length / (size * 0.58));
  return columns < 3 ? '' : fit(text, columns);
}
