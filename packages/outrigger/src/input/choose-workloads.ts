import type { Workload } from '@outrigger/manifest';
import { hintFor } from '../world/did-you-mean.ts';
import { Failure } from '../world/failure.ts';
import { type Labels, parseLabelSelector } from './label-selector.ts';
import { isNamed, resourceName } from './resource-name.ts';

/** Which of the workloads in the files are meant. */
export interface Choice {
  readonly namespace?: string;
  readonly selector?: string;
  readonly name?: readonly string[];
}

/** The workloads that are meant; none at all is a mistake. */
export function chooseWorkloads(workloads: readonly Workload[], choice: Choice): readonly Workload[] {
  const { namespace, selector, name = [] } = choice;
  const fits = selector === undefined ? () => true : parseLabelSelector(selector);
  const inPlace = workloads.filter((workload) => isInNamespace(workload, namespace));
  const labelled = inPlace.filter((workload) => labelsOf(workload).some(fits));
  for (const wanted of name) {
    if (labelled.some((workload) => isNamed(workload, wanted))) continue;
    const known = labelled.map(resourceName);
    throw new Failure(`no "${wanted}" among the objects`, { code: 'not-found', hint: hintFor(wanted, known) });
  }
  const chosen =
    name.length === 0 ? labelled : labelled.filter((workload) => name.some((wanted) => isNamed(workload, wanted)));
  if (chosen.length > 0) return chosen;
  const [what, hint] =
    inPlace.length === 0
      ? [`in namespace "${namespace}"`, `namespaces there: ${namespacesOf(workloads).join(', ')}`]
      : [`with the labels "${selector}"`, 'labels of the object and of its pod template count'];
  throw new Failure(`no pod ${what}`, { code: 'not-found', hint });
}

/** An object without a namespace goes where it is applied. */
function isInNamespace(workload: Workload, namespace: string | undefined): boolean {
  return namespace === undefined || workload.namespace === undefined || workload.namespace === namespace;
}

function namespacesOf(workloads: readonly Workload[]): readonly string[] {
  return [...new Set(workloads.flatMap((workload) => workload.namespace ?? []))];
}

function labelsOf({ object, pod }: Workload): readonly Labels[] {
  const metadata = object.value.metadata as { readonly labels?: Labels } | undefined;
  return [metadata?.labels ?? {}, pod.metadata?.labels ?? {}];
}
