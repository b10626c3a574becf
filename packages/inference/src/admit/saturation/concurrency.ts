import type { SaturationDetector } from './detector.ts';

/** What one endpoint may have in flight, and which of it counts. */
export interface ConcurrencyLimits {
  readonly requests: number;
  readonly tokens: number;
  readonly mode: 'requests' | 'tokens' | 'hybrid';
}

/** Upstream's constants. */
export const CONCURRENCY_LIMITS: ConcurrencyLimits = { requests: 100, tokens: 1_000_000, mode: 'requests' };

/**
 * By what this picker has sent and not seen the end of: needs no metrics, and is never late. It does not know what others
 * send (llm-d-router pkg/epp/framework/plugins/flowcontrol/saturationdetector/concurrency, ebab687).
 */
export function concurrency({ requests, tokens, mode }: ConcurrencyLimits = CONCURRENCY_LIMITS): SaturationDetector {
  return (endpoints) => {
    if (endpoints.length === 0) return 1;
    let sent = 0;
    let sentTokens = 0;
    for (const { inFlight } of endpoints) {
      sent += inFlight.requests;
      sentTokens += inFlight.tokens;
    }
    const byRequests = sent / (requests * endpoints.length);
    const byTokens = sentTokens / (tokens * endpoints.length);
    if (mode === 'requests') return byRequests;
    return mode === 'tokens' ? byTokens : Math.max(byRequests, byTokens);
  };
}
