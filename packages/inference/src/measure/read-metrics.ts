import type { Adapters, Measured } from '../endpoint-state.ts';
import { ENGINES, type Engine, type SeriesNumber } from './engines.ts';
import { labelOf, readSeries } from './read-series.ts';

/** What a metrics page tells; fields that it does not tell keep what they were. Undefined when no known engine speaks. */
export function readMetrics(page: Buffer, at: number, before: Measured | undefined): Measured | undefined {
  const engine = ENGINES.find(({ waiting, running }) => page.includes(waiting.name) || page.includes(running.name));
  return engine && readEngine(page, engine, at, before);
}

function readEngine(page: Buffer, engine: Engine, at: number, before: Measured | undefined): Measured {
  const waiting = readSeries(page, engine.waiting).map(({ value }) => value);
  const running = readSeries(page, engine.running).map(({ value }) => value);
  const kvUsage = engine.kvUsage.map((name) => readSeries(page, name)).find((lines) => lines.length > 0);
  const blockTokens = numberOf(page, engine.blockTokens);
  const blocks = numberOf(page, engine.blocks);
  return {
    at,
    // A server of several ranks tells one series each.
    waiting: waiting.length > 0 ? sum(waiting) : (before?.waiting ?? 0),
    running: running.length > 0 ? sum(running) : (before?.running ?? 0),
    kvUsage: kvUsage ? Math.max(...kvUsage.map(({ value }) => value)) : (before?.kvUsage ?? 0),
    kvTokens: blockTokens !== undefined && blocks !== undefined ? blockTokens * blocks : before?.kvTokens,
    adapters: (engine.lora && readAdapters(page, engine.lora.name)) ?? before?.adapters,
  };
}

function numberOf(page: Buffer, series: SeriesNumber | undefined): number | undefined {
  const line = series && readSeries(page, series)[0];
  if (!line) return undefined;
  const value = series.label === undefined ? line.value : Number(labelOf(line.labels, series.label) ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** vLLM leaves a line for each set of adapters there ever was; the value is the time, so the largest is the newest. */
function readAdapters(page: Buffer, name: string): Adapters | undefined {
  const lines = readSeries(page, { name });
  const telling = lines.filter(({ labels }) => !NO_ADAPTERS.test(labels));
  const newest = (telling.length > 0 ? telling : lines).reduce<(typeof lines)[number] | undefined>(
    (best, line) => (best && best.value >= line.value ? best : line),
    undefined,
  );
  if (!newest) return undefined;
  return {
    running: namesOf(labelOf(newest.labels, 'running_lora_adapters')),
    waiting: namesOf(labelOf(newest.labels, 'waiting_lora_adapters')),
    max: Number(labelOf(newest.labels, 'max_lora') ?? 0) || 0,
  };
}

/** Both lists are empty; labels come in the order of their names. */
const NO_ADAPTERS = /running_lora_adapters="".*waiting_lora_adapters=""/;

function namesOf(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
