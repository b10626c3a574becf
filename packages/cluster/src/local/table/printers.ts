import * as admission from './kinds/admission.ts';
import * as configuration from './kinds/configuration.ts';
import { events } from './kinds/events.ts';
import { cronJobs, jobs } from './kinds/jobs.ts';
import * as networking from './kinds/networking.ts';
import { nodes } from './kinds/nodes.ts';
import * as others from './kinds/others.ts';
import { pods, podTemplates } from './kinds/pods.ts';
import { clusterRoleBindings, roleBindings } from './kinds/rbac.ts';
import { horizontalPodAutoscalers, podDisruptionBudgets } from './kinds/scaling.ts';
import * as services from './kinds/services.ts';
import * as storage from './kinds/storage.ts';
import { persistentVolumeClaims, persistentVolumes } from './kinds/volumes.ts';
import * as workloads from './kinds/workloads.ts';
import type { Printer } from './printer.ts';

/** Printers by bucket: what is kept in one form is printed in one form. Kinds without one show when they were created. */
export const printers: Readonly<Record<string, Printer>> = {
  'apiservices.apiregistration.k8s.io': others.apiServices,
  'certificatesigningrequests.certificates.k8s.io': others.certificateSigningRequests,
  'clusterrolebindings.rbac.authorization.k8s.io': clusterRoleBindings,
  componentstatuses: configuration.componentStatuses,
  configmaps: configuration.configMaps,
  'controllerrevisions.apps': workloads.controllerRevisions,
  'cronjobs.batch': cronJobs,
  'csidrivers.storage.k8s.io': storage.csiDrivers,
  'csinodes.storage.k8s.io': storage.csiNodes,
  'daemonsets.apps': workloads.daemonSets,
  'deployments.apps': workloads.deployments,
  'deviceclasses.resource.k8s.io': others.named,
  endpoints: services.endpoints,
  'endpointslices.discovery.k8s.io': services.endpointSlices,
  events,
  'flowschemas.flowcontrol.apiserver.k8s.io': others.flowSchemas,
  'horizontalpodautoscalers.autoscaling': horizontalPodAutoscalers,
  'ingressclasses.networking.k8s.io': networking.ingressClasses,
  'ingresses.networking.k8s.io': networking.ingresses,
  'ipaddresses.networking.k8s.io': networking.ipAddresses,
  'jobs.batch': jobs,
  'leases.coordination.k8s.io': others.leases,
  'mutatingadmissionpolicies.admissionregistration.k8s.io': admission.mutatingAdmissionPolicies,
  'mutatingadmissionpolicybindings.admissionregistration.k8s.io': admission.policyBindings,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': admission.webhookConfigurations,
  namespaces: configuration.namespaces,
  'networkpolicies.networking.k8s.io': networking.networkPolicies,
  nodes,
  persistentvolumeclaims: persistentVolumeClaims,
  persistentvolumes: persistentVolumes,
  'poddisruptionbudgets.policy': podDisruptionBudgets,
  pods,
  podtemplates: podTemplates,
  'priorityclasses.scheduling.k8s.io': others.priorityClasses,
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io': others.priorityLevelConfigurations,
  'replicasets.apps': workloads.replicaSets,
  replicationcontrollers: workloads.replicationControllers,
  'resourceclaims.resource.k8s.io': others.resourceClaims,
  'resourceclaimtemplates.resource.k8s.io': others.named,
  resourcequotas: configuration.resourceQuotas,
  'resourceslices.resource.k8s.io': others.resourceSlices,
  'rolebindings.rbac.authorization.k8s.io': roleBindings,
  'runtimeclasses.node.k8s.io': others.runtimeClasses,
  secrets: configuration.secrets,
  serviceaccounts: configuration.serviceAccounts,
  'servicecidrs.networking.k8s.io': networking.serviceCidrs,
  services: services.services,
  'statefulsets.apps': workloads.statefulSets,
  'storageclasses.storage.k8s.io': storage.storageClasses,
  'validatingadmissionpolicies.admissionregistration.k8s.io': admission.validatingAdmissionPolicies,
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': admission.policyBindings,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': admission.webhookConfigurations,
  'volumeattachments.storage.k8s.io': storage.volumeAttachments,
  'volumeattributesclasses.storage.k8s.io': storage.volumeAttributesClasses,
};
