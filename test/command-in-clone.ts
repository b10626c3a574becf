import { resolve } from 'node:path';

/**
 * The command as a clone starts it, for tests that need a process of its own to signal or to kill: what was built where that is
 * up to date, as in CI, and else the sources, which take three times as long to start.
 */
export const COMMAND: string = resolve(import.meta.dirname, '../packages/outrigger/bin/outrigger.js');
