import type { Output, Surroundings } from './surroundings.ts';

/** The values of `--color`. */
export const COLOR_MODES = ['auto', 'always', 'never'] as const;
/** When to print in colour. */
export type ColorMode = (typeof COLOR_MODES)[number];

/** Whether an output gets colours: the flag beats NO_COLOR, that FORCE_COLOR, that TERM=dumb; else a terminal gets them. */
export function usesColor(mode: ColorMode, env: Surroundings['env'], output: Output): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return output.isTty && env.TERM !== 'dumb';
}

/** Columns to fill: the flag, else the terminal's, else COLUMNS, else 100. */
export function widthOf(flag: number | undefined, env: Surroundings['env'], output: Output): number {
  const named = /^\d+$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : 0;
  return Math.min(MOST, Math.max(LEAST, flag || output.columns || named || USUAL));
}

/** Below, no chart fits; above, lines are too long to follow. */
const LEAST = 40;
const MOST = 400;
const USUAL = 100;
