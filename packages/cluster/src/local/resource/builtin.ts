import { admissionRegistration } from './admissionregistration/admission-registration.ts';
import { apiServices } from './apiregistration/api-services.ts';
import { apps } from './apps/apps.ts';
import { authenticationReviews } from './authentication/authentication-reviews.ts';
import { authorizationReviews } from './authorization/authorization-reviews.ts';
import { horizontalPodAutoscalers } from './autoscaling/horizontal-pod-autoscalers.ts';
import { batch } from './batch/batch.ts';
import { certificateSigningRequests } from './certificates/certificate-signing-requests.ts';
import { leases } from './coordination/leases.ts';
import { core } from './core/core.ts';
import { endpointSlices } from './discovery/endpoint-slices.ts';
import { newEvents } from './events/events.ts';
import { flowControl } from './flowcontrol/flow-control.ts';
import { networking } from './networking/networking.ts';
import { runtimeClasses } from './node/runtime-classes.ts';
import { podDisruptionBudgets } from './policy/pod-disruption-budgets.ts';
import { rbac } from './rbac/rbac.ts';
import type { Resource } from './resource.ts';
import { priorityClasses } from './scheduling/priority-classes.ts';
import { storage } from './storage/storage.ts';

/** Every resource that a new server has. */
export const builtinResources: readonly Resource[] = [
  ...core,
  ...apps,
  ...batch,
  podDisruptionBudgets,
  newEvents,
  leases,
  endpointSlices,
  priorityClasses,
  ...horizontalPodAutoscalers,
  ...networking,
  ...storage,
  ...rbac,
  runtimeClasses,
  certificateSigningRequests,
  ...admissionRegistration,
  ...authenticationReviews,
  ...authorizationReviews,
  ...flowControl,
  apiServices,
];
