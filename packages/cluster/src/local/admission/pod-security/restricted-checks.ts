import { byContainers, type Check, everyContainer, named, quoted } from './violation.ts';

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** What a careful pod does, in upstream's order (k8s.io/pod-security-admission policy/check_*.go@1.36). */
export const restrictedChecks: readonly Check[] = [
  {
    name: 'allowPrivilegeEscalation',
    find: (spec) =>
      byContainers(
        spec,
        ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false,
        (names) => ({
          reason: 'allowPrivilegeEscalation != false',
          detail: `${named('container', names)} must set securityContext.allowPrivilegeEscalation=false`,
        }),
      ),
  },
  {
    name: 'capabilities_restricted',
    find: (spec) => {
      const added = ({ securityContext }: ReturnType<typeof everyContainer>[number]) =>
        (securityContext?.capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE');
      const keeps = byContainers(
        spec,
        ({ securityContext }) => !(securityContext?.capabilities?.drop ?? []).includes('ALL'),
        (names) => ({
          reason: '',
          detail: `${named('container', names)} must set securityContext.capabilities.drop=["ALL"]`,
        }),
      );
      const adds = byContainers(
        spec,
        (container) => added(container).length > 0,
        (names) => {
          const all = [...new Set(everyContainer(spec).flatMap(added))].sort();
          return {
            reason: '',
            detail: `${named('container', names)} must not include ${quoted(all)} in securityContext.capabilities.add`,
          };
        },
      );
      const details = [keeps, adds].flatMap((one) => (one ? [one.detail] : []));
      return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
    },
  },
  {
    name: 'restrictedVolumes',
    find: ({ volumes = [] }) => {
      const typed = volumes.map(({ name = '', ...source }) => ({ name, type: Object.keys(source)[0] ?? '' }));
      const bad = typed.filter(({ type }) => type !== '' && !VOLUMES.includes(type));
      if (bad.length === 0) return undefined;
      const types = [...new Set(bad.map(({ type }) => type))].sort();
      const what = types.length === 1 ? 'restricted volume type' : 'restricted volume types';
      const verb = bad.length === 1 ? 'uses' : 'use';
      return {
        reason: 'restricted volume types',
        detail: `${named(
          'volume',
          bad.map(({ name }) => name),
        )} ${verb} ${what} ${quoted(types)}`,
      };
    },
  },
  {
    name: 'runAsNonRoot',
    find: (spec) => {
      const ofPod = spec.securityContext?.runAsNonRoot;
      const explicit = everyContainer(spec).filter(({ securityContext }) => securityContext?.runAsNonRoot === false);
      const silent = everyContainer(spec).filter(({ securityContext }) => securityContext?.runAsNonRoot === undefined);
      const details = [
        ...(ofPod === false && (silent.length > 0 || everyContainer(spec).length === 0)
          ? ['pod must not set securityContext.runAsNonRoot=false']
          : []),
        ...(explicit.length > 0
          ? [
              `${named(
                'container',
                explicit.map(({ name = '' }) => name),
              )} must not set securityContext.runAsNonRoot=false`,
            ]
          : []),
      ];
      if (details.length > 0) return { reason: 'runAsNonRoot != true', detail: details.join(' or ') };
      if (ofPod === true || silent.length === 0) return undefined;
      const names = silent.map(({ name = '' }) => name);
      return {
        reason: 'runAsNonRoot != true',
        detail: `pod or ${named('container', names)} must set securityContext.runAsNonRoot=true`,
      };
    },
  },
  {
    name: 'runAsUser',
    find: (spec) => {
      const names = everyContainer(spec)
        .filter(({ securityContext }) => securityContext?.runAsUser === 0)
        .map(({ name = '' }) => name);
      const details = [
        ...(spec.securityContext?.runAsUser === 0 ? ['pod must not set runAsUser=0'] : []),
        ...(names.length > 0 ? [`${named('container', names)} must not set runAsUser=0`] : []),
      ];
      return details.length === 0 ? undefined : { reason: 'runAsUser=0', detail: details.join(' and ') };
    },
  },
  {
    name: 'seccompProfile_restricted',
    find: (spec) => {
      const ofPod = spec.securityContext?.seccompProfile?.type;
      const names = everyContainer(spec)
        .filter(({ securityContext }) => securityContext?.seccompProfile === undefined)
        .map(({ name = '' }) => name);
      if (ofPod !== undefined || names.length === 0) return undefined;
      const detail = `pod or ${named('container', names)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
      return { reason: 'seccompProfile', detail };
    },
  },
];
