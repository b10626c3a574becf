import type { Ejecting, SentThere } from '../eject/keep-ejecting.ts';
import type { EndpointState } from '../endpoint-state.ts';
import type { EndpointBook, Sent } from '../measure/endpoint-book.ts';
import { createPrefixIndex } from '../prefix/prefix-index.ts';
import type { Policy } from '../schedule/policy.ts';
import type { Router } from './router.ts';

/** A policy of the picker's, with the books that the picker keeps: what it chooses here it chooses behind Envoy. */
export function policyRouter(policy: Policy, { book, blockTokens, ejecting, random, now }: PolicyRouterWorld): Router {
  const prefixes = createPrefixIndex({ blockTokens });
  const flights = new Map<number, SimFlight>();
  return {
    name: policy.name,
    route(request, all) {
      const { prefix } = request;
      const up = ejecting ? ejecting.fit(all) : all;
      for (const { endpoint, measured } of up)
        if (measured?.kvTokens) prefixes.resize(endpoint.address, measured.kvTokens);
      const cached = up.map(({ endpoint }) => prefixes.matched(endpoint.address, prefix) * prefix.blockTokens);
      const situation = {
        request: {
          ...request,
          id: String(request.id),
          target: request.adapter ?? request.model,
          tenant: '',
          maxTokens: undefined,
        },
        candidates: up,
        cached,
        random,
        now: now(),
      };
      const choice = policy.choose(situation);
      if ('refused' in choice) return undefined;
      const place = choice.chosen[0] as number;
      const state = up[place] as EndpointState;
      const held = cached[place] as number;
      const learn = policy.watch?.(situation, place);
      const sent = book.send(state, {
        prefillTokens: Math.max(0, request.promptTokens - held),
        tokens: request.promptTokens + GUESSED_OUTPUT,
      });
      prefixes.sent(state.endpoint.address, prefix);
      const { address } = state.endpoint;
      flights.set(request.id, { sent, there: ejecting?.sent(address), address, cached: held, learn, at: now() });
      return up === all ? place : all.indexOf(state);
    },
    firstToken({ id }) {
      const flight = flights.get(id);
      flight?.sent.answering();
      flight?.there?.answered(200, undefined);
      flight?.learn?.(now() - flight.at);
    },
    ended({ id, prefix }, cachedTokens) {
      const flight = flights.get(id);
      if (!flight) return;
      flight.sent.ended();
      flight.there?.ended();
      prefixes.told(flight.address, cachedTokens / prefix.blockTokens, flight.cached / prefix.blockTokens);
      flights.delete(id);
    },
    failed({ id }, status) {
      const flight = flights.get(id);
      flight?.sent.ended();
      flight?.there?.answered(status, undefined);
      flight?.there?.ended();
      flights.delete(id);
    },
  };
}

/** What a policy's router needs. */
export interface PolicyRouterWorld {
  readonly book: EndpointBook;
  readonly blockTokens: number;
  /** Leaves out endpoints that fail; without it none is left out. */
  readonly ejecting?: Ejecting | undefined;
  readonly random: () => number;
  readonly now: () => number;
}

const GUESSED_OUTPUT = 256;

interface SimFlight {
  readonly sent: Sent;
  readonly there: SentThere | undefined;
  readonly address: string;
  readonly cached: number;
  readonly learn: ((tookMs: number) => void) | undefined;
  readonly at: number;
}
