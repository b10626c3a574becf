import {
  ANY_MODEL,
  createEndpointBook,
  createPicker,
  createPrefixIndex,
  type Ejecting,
  type EndpointBook,
  type ExtProcServer,
  type Flight,
  keepEjecting,
  parseEndpoints,
  seededRandom,
  serveExtProc,
  type Verdict,
  weighted,
} from '@outrigger/inference';

/** A picker over plain endpoints. */
export interface TestPool {
  readonly server: ExtProcServer;
  readonly book: EndpointBook;
  readonly ejecting: Ejecting | undefined;
  /** Of the responses that have ended, as far as the picker was shown them. */
  readonly statuses: readonly (number | undefined)[];
}

/**
 * Starts a picker that asks for `base-model` in place of `chat`, three times in four for `new` in place of `split` and else for
 * `old`, and sheds `batch`.
 */
export async function startTestPool(
  addresses: readonly string[],
  options: { readonly port?: number; readonly ejects?: boolean } = {},
): Promise<TestPool> {
  const book = createEndpointBook();
  const parsed = parseEndpoints(addresses);
  if (!parsed.ok) throw new Error(parsed.message);
  book.set(parsed.endpoints);
  const statuses: (number | undefined)[] = [];
  const ejecting = options.ejects ? keepEjecting({ book, now: () => performance.now() }) : undefined;
  const choose = createPicker({
    ...{ book, ejecting },
    models: () => ({
      purposeOf: (model, headers, random) => ({
        ...(ANY_MODEL.purposeOf(model, headers, random) as { readonly priority: number; readonly tenant: string }),
        target: targetOf(model, random),
      }),
    }),
    policy: weighted(),
    prefixes: createPrefixIndex({ blockTokens: 64 }),
    admit: ({ model }) =>
      model === 'batch' ? { status: 429, reason: 'rejected-saturated', message: 'full' } : undefined,
    random: seededRandom(1),
    now: () => performance.now(),
  });
  const server = await serveExtProc({
    host: '127.0.0.1',
    port: options.port ?? 0,
    pick: async (ask) => watched(await choose(ask), statuses),
    isReady: () => book.up().length > 0,
    mostBodyBytes: 2 << 20,
  });
  return { server, book, ejecting, statuses };
}

function watched(verdict: Verdict, statuses: (number | undefined)[]): Verdict {
  if (!('to' in verdict) || !verdict.flight) return verdict;
  const { flight } = verdict;
  const ended: Flight['ended'] = (status, served) => {
    statuses.push(status);
    flight.ended(status, served);
  };
  return { ...verdict, flight: { ...flight, ended } };
}

function targetOf(model: string, random: () => number): string {
  if (model === 'chat') return 'base-model';
  if (model === 'split') return random() < 0.75 ? 'new' : 'old';
  return model;
}
