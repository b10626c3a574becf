import { type Cell, type EffectiveResources, type NodeDescription, printQuantity, sayEffective } from '@outrigger/pod';
import type { Account, AccountRow, Amounts } from './account.ts';
import type { ResourceFlags } from './flags.ts';

/** An account for programs; `real` is what the scheduler counts, `shown` what the older kubectl prints. */
export function toDocument({ rows, pods, totals, nodes }: Account, { kubelet, kubectl }: ResourceFlags): object {
  return {
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'ResourceAccount',
    kubelet,
    kubectl,
    workloads: rows.map(toWorkload),
    together: { pods, real: plain(totals.real), shown: plain(totals.shown) },
    nodes: nodes.map(({ name, real, shown }) => ({
      name,
      pods: real.rows.length,
      real: allocated(real),
      shown: allocated(shown),
    })),
  };
}

function toWorkload({ workload, count, real, shown, qos }: AccountRow): object {
  const { apiVersion, kind, name, namespace, role, object } = workload;
  return {
    apiVersion,
    kind,
    name,
    ...(namespace !== undefined && { namespace }),
    ...(role !== '' && { role }),
    file: object.file,
    pods: count,
    qosClass: qos.class,
    requests: explained(real.requests),
    limits: explained(real.limits),
    shown: { requests: totalsOf(shown.requests), limits: totalsOf(shown.limits) },
  };
}

function explained(resources: EffectiveResources): object {
  return Object.fromEntries(
    [...resources].map(([name, amount]) => {
      const { total, decidedBy } = amount;
      return [name, { total: printQuantity(total), decidedBy, why: sayEffective(name, amount) }];
    }),
  );
}

function totalsOf(resources: EffectiveResources): object {
  return Object.fromEntries([...resources].map(([name, { total }]) => [name, printQuantity(total)]));
}

function plain({ requests, limits }: Amounts): object {
  const print = (amounts: Amounts['requests']) =>
    Object.fromEntries([...amounts].map(([name, amount]) => [name, printQuantity(amount)]));
  return { requests: print(requests), limits: print(limits) };
}

function allocated({ totals }: NodeDescription): object {
  const print = (field: 'requests' | 'limits') =>
    Object.fromEntries(totals.map((row) => [row.resource, cellOf(row[field])]));
  return { requests: print('requests'), limits: print('limits') };
}

function cellOf({ amount, percent }: Cell): object {
  return { total: printQuantity(amount), ...(percent !== undefined && Number.isFinite(percent) && { percent }) };
}
