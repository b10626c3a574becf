import { compareQuantities, printCell, printQuantity, type Quantity, sayEffective, sayQos, wrap } from '@outrigger/pod';
import { resourceName } from '../input/resource-name.ts';
import type { Account, AccountRow, Amounts, Both, EffectiveAmounts, NodeAccount } from './account.ts';
import { alignColumns } from './align-columns.ts';
import { resourceNames } from './resource-names.ts';

/** How the tables are set. */
export interface TableStyle {
  readonly width: number;
  /** Also says which containers decide. */
  readonly isWide: boolean;
  readonly headers: boolean;
  /** The version of the kubectl that is compared. */
  readonly kubectl: string;
}

/** For people: a line per workload, what all pods count for together, and what is allocated on the nodes. */
export function accountTables(account: Account, style: TableStyle): string {
  const parts = [
    workloadLines(account.rows, style),
    account.rows.length === 0 ? [] : togetherLines(account, style),
    ...account.nodes.map((node) => nodeLines(node, style)),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

const HEADINGS = ['NAME', 'PODS', 'CPU', 'CPU LIMIT', 'MEMORY', 'MEMORY LIMIT', 'QOS'];

function workloadLines(rows: readonly AccountRow[], style: TableStyle): readonly string[] {
  if (rows.length === 0) return [];
  const hasNamespaces = rows.some(({ workload }) => workload.namespace !== undefined);
  const cells = rows.map((row) => [...(hasNamespaces ? [row.workload.namespace ?? ''] : []), ...cellsOf(row)]);
  const headings = hasNamespaces ? ['NAMESPACE', ...HEADINGS] : HEADINGS;
  const [heading = '', ...lines] = alignColumns([headings, ...cells]);
  const told = lines.flatMap((line, index) => [line, ...(style.isWide ? reasons(rows[index], style) : [])]);
  return style.headers ? [heading, ...told] : told;
}

function cellsOf({ workload, count, real, qos }: AccountRow): readonly string[] {
  const amount = (field: keyof EffectiveAmounts, resource: string) => {
    const found = real[field].get(resource);
    return found ? printQuantity(found.total) : '-';
  };
  const amounts = ['cpu', 'memory'].flatMap((resource) => [amount('requests', resource), amount('limits', resource)]);
  return [resourceName(workload), String(count), ...amounts, qos.class];
}

/** Why a pod counts for what it does, and what the older kubectl makes of it. */
function reasons(row: AccountRow | undefined, { width, kubectl }: TableStyle): readonly string[] {
  if (!row) return [];
  const sentences = [...row.real.requests].map(([resource, amount]) => {
    const shown = row.shown.requests.get(resource)?.total;
    const isSame = shown !== undefined && compareQuantities(shown, amount.total) === 0;
    const other = isSame ? '' : ` (kubectl ${kubectl} shows ${shown ? printQuantity(shown) : 'none'})`;
    return `${sayEffective(resource, amount)}${other}`;
  });
  return [...sentences, sayQos(row.qos)].flatMap((sentence) =>
    wrap(sentence, Math.max(20, width - 4)).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`),
  );
}

function togetherLines({ totals, pods }: Account, style: TableStyle): readonly string[] {
  const cell = (side: keyof Both<Amounts>, field: keyof Amounts) => (resource: string) => {
    const amount: Quantity | undefined = totals[side][field].get(resource);
    return amount ? printQuantity(amount) : '0';
  };
  const columns = columnsOf(cell);
  const rows = resourceNames(totals).map((resource) => [resource, ...columns.map((column) => column(resource))]);
  return titled(`Together, ${pods} ${pods === 1 ? 'pod' : 'pods'}:`, rows, style);
}

function nodeLines({ name, real, shown }: NodeAccount, style: TableStyle): readonly string[] {
  const sides = { real: real.totals, shown: shown.totals };
  const columns = columnsOf((side, field) => (resource) => {
    const row = sides[side].find((total) => total.resource === resource);
    return row ? printCell(row[field]) : '0';
  });
  const rows = real.totals.map(({ resource }) => [resource, ...columns.map((column) => column(resource))]);
  const count = real.rows.length;
  return titled(`Allocated on node ${name}, ${count} ${count === 1 ? 'pod' : 'pods'}:`, rows, style);
}

type Column = (resource: string) => string;

function columnsOf(cell: (side: keyof Both<unknown>, field: keyof Amounts) => Column): readonly Column[] {
  return [cell('shown', 'requests'), cell('real', 'requests'), cell('shown', 'limits'), cell('real', 'limits')];
}

function titled(
  title: string,
  rows: readonly (readonly string[])[],
  { kubectl, headers }: TableStyle,
): readonly string[] {
  const shown = `KUBECTL ${kubectl}`;
  const headings = ['RESOURCE', `REQUESTS, ${shown}`, 'REALLY', `LIMITS, ${shown}`, 'REALLY'];
  const lines = alignColumns([...(headers ? [headings] : []), ...rows]).map((line) => `  ${line}`);
  return headers ? [title, ...lines] : lines;
}
