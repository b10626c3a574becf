import type { Resource } from '../resource.ts';
import { flowSchemas } from './flow-schemas.ts';
import { priorityLevelConfigurations } from './priority-level-configurations.ts';

/** The group flowcontrol.apiserver.k8s.io. */
export const flowControl: readonly Resource[] = [flowSchemas, priorityLevelConfigurations];
