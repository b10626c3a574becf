import { type Controller, type Key, type View, watching } from '../controller.ts';
import { nodes } from '../kinds.ts';
import { type Plan, patch } from '../plan.ts';
import { itself } from '../read/owner.ts';
import { conditionTaints, isConditionTaint } from './condition-taints.ts';

/** Keeps pods off nodes that are not ready, under pressure, or cordoned: pkg/controller/nodelifecycle@1.36. */
export const nodeLifecycleController: Controller = {
  name: 'node-lifecycle-controller',
  component: 'node-controller',
  watches: [watching(nodes, itself)],
  reconcile,
};

function* reconcile(view: View, { namespace, name }: Key): Plan {
  const node = view.get(nodes, namespace, name);
  if (node === undefined) return;
  const before = node.spec?.taints ?? [];
  const wanted = conditionTaints(node);
  const isWanted = ({ key }: { readonly key: string }) => wanted.some((each) => each.key === key);
  const kept = before.filter((taint) => !isConditionTaint(taint) || isWanted(taint));
  const added = wanted.filter(({ key, effect }) => !kept.some((each) => each.key === key && each.effect === effect));
  if (added.length === 0 && kept.length === before.length) return;
  const now = new Date(view.now).toISOString().replace(/\.\d+Z$/, 'Z');
  const taints = [...kept, ...added.map((taint) => ({ ...taint, timeAdded: now }))];
  const { resourceVersion } = node.metadata ?? {};
  yield* patch(nodes, node, { kind: 'merge', body: { metadata: { resourceVersion }, spec: { taints } } });
}
