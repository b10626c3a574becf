import { sayProbe } from '@outrigger/sidecars';
import { alignColumns } from '../resources/align-columns.ts';
import type { SidecarDocument } from './to-document.ts';

/** The sidecars, one a line. */
export function listEntries(documents: readonly SidecarDocument[]): string {
  const rows = documents.map(({ id, title, role, move, startupProbe }) => [
    id,
    title,
    role,
    MOVED[move.when],
    startupProbe ? sayProbe(startupProbe) : '<none>',
  ]);
  return `${alignColumns([['ID', 'TITLE', 'ROLE', 'MOVED', 'STARTUP PROBE'], ...rows]).join('\n')}\n`;
}

/** Whether `migrate` moves it. */
export const MOVED = { always: 'by itself', ask: 'on request', never: 'never' } as const;
