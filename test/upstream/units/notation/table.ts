import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { GivenPod } from './pod.ts';

/** One data file: rows of an upstream unit table, told again in our words. */
export interface Table<Row> {
  /** Path below test/upstream/units. */
  readonly file: string;
  /** File and test function upstream, with the version that was read. */
  readonly mirrors: string;
  /** Kubelets under which every row holds, unless the row says otherwise. */
  readonly kubelets: readonly string[];
  readonly rows: readonly (Row & CommonRow)[];
}

/** What every row has. */
export interface CommonRow {
  /** A sentence about behaviour. */
  readonly name: string;
  /** Upstream's name of the row, or its place in the table, counted from 1, where it has none. */
  readonly row: string | number;
  readonly kubelets?: readonly string[];
  /** Where the row says something else than upstream, and why. */
  readonly differs?: string;
  readonly pod: GivenPod;
}

interface TableFile<Row> {
  readonly mirrors: string;
  readonly kubelets?: readonly string[];
  readonly pod?: GivenPod;
  readonly rows: readonly (Row & CommonRow)[];
  /** Rows of the upstream table that cannot be asked here, each with its reason. */
  readonly left?: readonly { readonly row: string | number; readonly why: string }[];
}

const FILE_KEYS = ['mirrors', 'kubelets', 'pod', 'rows', 'left'];
const ROW_KEYS = ['name', 'row', 'kubelets', 'differs', 'pod'];

/** The folder of the tables. */
export const TABLES: string = join(import.meta.dirname, '..');

/**
 * Reads a table; `keys` are what its rows may hold beside a name, so that a misspelt expectation cannot pass unseen.
 * The `pod` of the file is the one its rows start from.
 */
export function readTable<Row>(file: string, keys: readonly string[]): Table<Row> {
  const table = readTableFile<Row>(file);
  for (const row of table.rows) refuseOthers(row, [...ROW_KEYS, ...keys], `${file}: ${row.name}`);
  return {
    file,
    mirrors: table.mirrors,
    kubelets: table.kubelets ?? ['1.36.2'],
    rows: table.rows.map((row) => ({ ...row, pod: { ...table.pod, ...row.pod } })),
  };
}

/** A table as it is written, for whoever counts. */
export function readTableFile<Row>(file: string): TableFile<Row> {
  const table = parse(readFileSync(join(TABLES, file), 'utf8')) as TableFile<Row>;
  refuseOthers(table, FILE_KEYS, file);
  return table;
}

function refuseOthers(value: object, keys: readonly string[], where: string): void {
  const others = Object.keys(value).filter((key) => !keys.includes(key));
  if (others.length > 0) throw new Error(`${where}: nobody reads ${others.join(', ')}`);
}
