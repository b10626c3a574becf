import { configMaps } from './core/config-maps.ts';
import type { Resource } from './resource.ts';

/** Every resource that a new server has. */
export const builtinResources: readonly Resource[] = [configMaps];
