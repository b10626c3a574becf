import type { IJobSpec } from 'kubernetes-models/batch/v1';
import type { IPod } from 'kubernetes-models/v1';
import type { KubernetesObject } from '../object/kubernetes-object.ts';
import type { TextLocator } from '../source/text-locator.ts';
import type { TemplatePaths } from './find-templates.ts';

/** A pod that an object is, or makes from a template. Its locator takes paths in the pod. */
export interface Workload extends TextLocator {
  readonly object: KubernetesObject;
  readonly apiVersion: string;
  readonly kind: string;
  /** The object's name, not the pod's: controllers add to it. */
  readonly name: string;
  readonly namespace?: string;
  /** Which of an object's pods this is, such as `leader`; empty where there is only one. */
  readonly role: string;
  /** Where in the object the pod's `metadata` and `spec` are. */
  readonly template: TemplatePaths;
  /** The pod as the controller would ask for it, without a node, defaults or the fields that are null. */
  readonly pod: IPod;
  /** How many such pods the object asks for; undefined where it does not say. */
  readonly replicas?: number;
  /** For pods that run to completion: what the Job says about them. */
  readonly job?: JobSettings;
  /** Whether Kubernetes itself knows the object's kind, and so every field of the pod. */
  readonly isBuiltin: boolean;
}

/** A Job's spec without its pod. */
export type JobSettings = Omit<Partial<IJobSpec>, 'template' | 'selector'>;
