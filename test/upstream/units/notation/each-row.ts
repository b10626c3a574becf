import { describe, test } from 'vitest';
import { type Kubelet, kubeletOf } from '../../../../packages/pod/src/kubelet/profile.ts';
import type { CommonRow, Table } from './table.ts';

/** Makes a test of every row of a table, under every kubelet it holds for. */
export function eachRow<Row>(table: Table<Row>, check: (row: Row & CommonRow, kubelet: Kubelet) => void): void {
  describe(`${table.file} mirrors ${table.mirrors}`, () => {
    for (const row of table.rows) {
      const kubelets = row.kubelets ?? table.kubelets;
      for (const text of kubelets) {
        const name = kubelets.length > 1 ? `${row.name} (${text})` : row.name;
        test(name, () => check(row, readKubelet(text)));
      }
    }
  });
}

/** Reads `1.36.2 -ContainerRestartRules +ContainerStopSignals`: a version, and gates that are not as it has them. */
function readKubelet(text: string): Kubelet {
  const [version = '', ...words] = text.split(' ');
  const gates = Object.fromEntries(words.map((word) => [word.slice(1), word.startsWith('+')]));
  const kubelet = kubeletOf(version, { gates });
  if (!kubelet) throw new Error(`no kubelet ${text}`);
  return kubelet;
}
