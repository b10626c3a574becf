import type { EndpointState } from '../../endpoint-state.ts';
import { createSessionIds, type SessionIds } from '../scorers/session-ids.ts';
import { SESSION_HEADER, sessionFilter, sessionScorer, sessionToken } from '../scorers/session-scorer.ts';
import type { KnownPlugIn, PlugIn } from './plug-in.ts';
import { numberOf, textOf } from './read-parameters.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** Sessions that stay where they are, as a wish or by force (llm-d-router ebab687 scorer/sessionaffinity, filter/sessionaffinity). */
export function sessionPlugIn(is: 'scorer' | 'filter'): KnownPlugIn {
  return {
    parameters: ['strategy', 'encodedEndpointHeaderConfig', 'sessionIdConfig'],
    make(given) {
      const strategy = textOf(given, 'strategy', 'encoded_endpoint_header');
      if (strategy === 'encoded_endpoint_header') return byToken(given, is);
      if (strategy !== 'session_id')
        throw new RangeError(
          `strategy is to be encoded_endpoint_header or session_id, not ${JSON.stringify(strategy)}`,
        );
      const sessions = byId(fieldsOf(given.sessionIdConfig));
      return { sent: sessions.sent, ...(is === 'scorer' ? { scorer: sessions.scorer } : { filter: sessions.filter }) };
    },
  };
}

/** The response brings the token by which the next request says where the session is. */
function byToken(given: Parameters, is: 'scorer' | 'filter'): PlugIn {
  const header = textOf(fieldsOf(given.encodedEndpointHeaderConfig), 'header', SESSION_HEADER).toLowerCase();
  return {
    ...(is === 'scorer' ? { scorer: sessionScorer(header) } : { filter: sessionFilter(header) }),
    responseHeaders({ candidates }, place) {
      const token = sessionToken((candidates[place] as EndpointState).endpoint);
      return () => [[header, token]];
    },
  };
}

function byId(config: Parameters): SessionIds {
  const { sources = [{ header: 'x-session-id' }] } = config;
  const headers = (Array.isArray(sources) ? sources : []).map((source) =>
    textOf(fieldsOf(source), 'header').toLowerCase(),
  );
  return createSessionIds({ headers, ttlMs: numberOf(config, 'evictionTtlSeconds', 300) * 1000 });
}

function fieldsOf(value: unknown): Parameters {
  return typeof value === 'object' && value !== null ? (value as Parameters) : {};
}
