import type { ExplainedCandidate } from '@outrigger/inference';
import { alignColumns } from '../../resources/align-columns.ts';

/** A table of candidates, the chosen one with a star. */
export function candidateLines(table: readonly ExplainedCandidate[]): readonly string[] {
  return alignColumns([
    ['', 'ENDPOINT', 'QUEUE', 'RUNNING', 'CACHE', 'IN FLIGHT', 'PREFILL', 'HELD', 'TOTAL'],
    ...table.map(({ candidate, isChosen, total }) => {
      const { endpoint, measured, inFlight, cached } = candidate;
      return [
        isChosen ? '*' : '',
        endpoint.pod ? `${endpoint.pod.name} (${endpoint.address})` : endpoint.address,
        measured ? String(measured.waiting) : '?',
        measured ? String(measured.running) : '?',
        measured ? `${Math.round(measured.kvUsage * 100)}%` : '?',
        String(inFlight.requests),
        String(Math.round(inFlight.prefillTokens)),
        String(Math.round(cached)),
        total === undefined ? '-' : String(Number(total.toFixed(3))),
      ];
    }),
  ]);
}
