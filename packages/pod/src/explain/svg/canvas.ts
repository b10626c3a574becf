import { positionOf, type TimeScale } from '../chart/time-scale.ts';

/** Where things lie in the picture, in pixels. */
export interface SvgCanvas {
  readonly scale: TimeScale;
  /** Left end and length of the time axis. */
  readonly left: number;
  readonly length: number;
  /** Put before every id, so that several charts can share a page. */
  readonly prefix: string;
}

/** The x of a time, to a tenth of a pixel. */
export function xOf({ scale, left, length }: SvgCanvas, at: number): number {
  return round(left + positionOf(scale, at) * length);
}

/** To a tenth of a pixel. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
