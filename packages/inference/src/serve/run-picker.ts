import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { settleBudgets } from '../admit/budget/settle-budgets.ts';
import { keepAdmitting } from '../admit/keep-admitting.ts';
import { type AdmissionRules, USUAL_ADMISSION } from '../admit/plan-admission.ts';
import { createBodyRoom } from '../answer/body-room.ts';
import { nameModels } from '../answer/name-models.ts';
import { type ExtProcOptions, serveExtProc } from '../answer/serve-ext-proc.ts';
import type { EjectionRules } from '../eject/ejection-rules.ts';
import { type EjectionNews, keepEjecting } from '../eject/keep-ejecting.ts';
import type { Endpoint } from '../endpoint.ts';
import { createEndpointBook } from '../measure/endpoint-book.ts';
import { keepMeasuring } from '../measure/keep-measuring.ts';
import { createScraper, type ScrapeOptions } from '../measure/scrape.ts';
import { createPoolMetrics } from '../observe-pool/create-pool-metrics.ts';
import { type MetricsServer, serveMetrics } from '../observe-pool/serve-metrics.ts';
import { createPicker } from '../pick/create-picker.ts';
import { ANY_MODEL, type ModelBook } from '../pick/model-book.ts';
import { PREFIX_BLOCKS } from '../prefix/hash-prefix.ts';
import { createPrefixIndex } from '../prefix/prefix-index.ts';
import type { Policy } from '../schedule/policy.ts';
import { seededRandom } from '../schedule/seeded-random.ts';

/** What a picker is run with. */
export interface PickerOptions {
  /** Calls back with the pool as it is, at once where it is known, and after each change of it. */
  readonly follow: (hear: (pool: PoolNow) => void) => void;
  /** Where the servers tell their metrics; at their own port, `/metrics`, where it is left out. */
  readonly serverMetrics?: Pick<ScrapeOptions, 'path' | 'port'> | undefined;
  readonly policy: Policy;
  readonly extProc: Pick<ExtProcOptions, 'host' | 'port' | 'certificate'>;
  /** Are routes told the model of a body? */
  readonly namesModels: boolean;
  /** What may go and what waits; as upstream without configuration where it is left out. */
  readonly admission?: AdmissionRules | undefined;
  /** Which endpoints are left out for their failures; as Envoy does it where it is left out. */
  readonly ejection?: EjectionRules | undefined;
  /** Is told of endpoints that are left out, and that are back. */
  readonly onEjection?: ((news: EjectionNews) => void) | undefined;
  /** Bytes of bodies that are held at once, of all requests together; more requests are refused. */
  readonly mostHeldBytes?: number | undefined;
  /** Where metrics are told, and the pool's name in them. */
  readonly metrics?: { readonly host: string; readonly port: number; readonly pool: string } | undefined;
  /** Is given whoever takes changes while it runs, from each source of them. */
  readonly onChanges?: ((take: TakeChange) => void) | undefined;
  /** Is told where it answers, and where it tells metrics. */
  readonly onListening: (address: string, metrics?: string) => void;
  /** Is told that requests under way are waited for, after the signal. */
  readonly onDraining?: (() => void) | undefined;
  /** Ends those, too. */
  readonly breakOff?: AbortSignal | undefined;
}

/** What may become other while a picker runs, between two choices; what is left out stays as it is. */
export interface PickerChange {
  readonly policy?: Policy | undefined;
  readonly admission?: AdmissionRules | undefined;
  readonly ejection?: EjectionRules | undefined;
}

/** Takes a change by the file of that kind; undefined says that there was one that cannot be taken. */
export type TakeChange = (by: 'config' | 'policy', change: PickerChange | undefined) => void;

/** A pool at a moment. */
export interface PoolNow {
  readonly endpoints: readonly Endpoint[];
  readonly models: ModelBook;
  /** There is no such pool yet: the picker says that it is not ready. */
  readonly isMissing?: boolean;
}

/** Nothing could listen at an address. */
export interface RefusedToListen {
  readonly refused: 'address-in-use' | 'address-refused';
  readonly detail: string;
}

/** Runs a picker until the signal, then lets requests under way end. The one place where its parts are put together. */
export async function runPicker(
  {
    follow,
    serverMetrics,
    policy: first,
    extProc,
    namesModels,
    admission = USUAL_ADMISSION,
    ejection,
    onEjection,
    onChanges,
    metrics,
    mostHeldBytes = MOST_HELD,
    onListening,
    onDraining,
    breakOff,
  }: PickerOptions,
  signal: AbortSignal,
): Promise<RefusedToListen | undefined> {
  const now = () => performance.now();
  const random = seededRandom(randomInt(2 ** 32));
  const book = createEndpointBook(now);
  const room = createBodyRoom(mostHeldBytes);
  const prefixes = createPrefixIndex({ blockTokens: PREFIX_BLOCKS.blockTokens });
  const scraper = createScraper(serverMetrics);
  let policy = first;
  let models = ANY_MODEL;
  let isKnown = false;
  const measuring = keepMeasuring({ book, scraper, now, random, after, sized: prefixes.resize });
  const ejecting = keepEjecting({
    rules: ejection,
    ...{ book, now },
    tell(news) {
      observed?.ejected(news);
      onEjection?.(news);
    },
  });
  const admitting = keepAdmitting({
    rules: admission,
    // A server that fails at once looks idle: it must not make the pool look so.
    book: { up: () => ejecting.admitted(book.up()) },
    now,
    random,
    after,
    tell: metrics && ((...what) => observed?.told(...what)),
  });
  const observed =
    metrics &&
    createPoolMetrics({
      pool: metrics.pool,
      endpoints: book.up,
      saturation: admitting.saturation,
      waiting: admitting.waiting,
      ejecting,
      room,
      now,
    });
  const choose = createPicker({
    book,
    models: () => models,
    // Read once for each choice.
    get policy() {
      return policy;
    },
    prefixes,
    ejecting,
    admit: admitting.admit,
    random,
    now,
    picked: ({ to }) => measuring.sent(to.endpoint.address),
  });
  const revocable = admitting.revocable(choose);
  const settling = settleBudgets(revocable, admitting.chargeOf);
  const charged: typeof revocable = (ask) => (admitting.charges() ? settling(ask) : revocable(ask));
  const pick = observed ? observed.watch(charged) : charged;
  let telling: MetricsServer | undefined;
  try {
    if (metrics && observed) telling = await serveMetrics(observed, metrics);
    const server = await serveExtProc({
      ...extProc,
      pick: namesModels ? nameModels(pick, (model) => models.baseModelOf?.(model)) : pick,
      // Without endpoints too: it is the picker that answers 503 then, or lets requests wait until there are some.
      isReady: () => isKnown,
      mostBodyBytes: MOST_BODY,
      room,
    });
    follow((pool) => {
      models = pool.models;
      isKnown = pool.isMissing !== true;
      for (const { address } of book.set(pool.endpoints)) {
        prefixes.forget(address);
        ejecting.forget(address);
      }
      measuring.look();
    });
    onChanges?.((by, change) => {
      observed?.changed(by, change !== undefined);
      if (change?.policy) policy = taught(change.policy, policy);
      if (change?.admission) admitting.change(change.admission);
      if (change?.ejection) ejecting.change(change.ejection);
    });
    onListening(addressOf(extProc.host, server.port), telling && metrics && addressOf(metrics.host, telling.port));
    await ended(signal);
    admitting.close();
    const closed = server.close(DRAIN_MS, breakOff);
    const isIdle = await Promise.race([closed.then(() => true), pause(IDLE_MS, false)]);
    if (!isIdle) onDraining?.();
    await closed;
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') return { refused: 'address-in-use', detail: message };
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      return { refused: 'address-refused', detail: message };
    throw error;
  } finally {
    measuring.stop();
    scraper.close();
    telling?.close();
  }
}

/** Longer bodies are refused: prompts of a million tokens have about four megabytes. */
const MOST_BODY = 32 << 20;
/** Sixteen of the longest, or a thousand of half a megabyte. */
const MOST_HELD = 512 << 20;
/** ms for requests under way; Kubernetes gives a pod 30 s. */
const DRAIN_MS = 25_000;
/** Connections without requests are closed within that. */
const IDLE_MS = 100;

/** The same policy with other settings goes on with what was learned. */
function taught(policy: Policy, before: Policy): Policy {
  if (before.memory && policy.name === before.name) policy.memory?.recall(before.memory.learned());
  return policy;
}

function addressOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function after(ms: number, what: () => void): () => void {
  const timer = setTimeout(what, ms);
  return () => clearTimeout(timer);
}

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
