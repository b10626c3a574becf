import type { SubjectContainer } from '../subject/workload-subject.ts';
import { mainsOf } from './containers-of.ts';
import type { Rule } from './rule.ts';

export const unknownLogShipper: Rule = {
  id: 'SC004',
  name: 'unknown-log-shipper',
  title: 'A container reads the log files of another one',
  group: 'legacy',
  severity: 'info',
  about: 'workload',
  why: 'It shares an emptyDir with the app and only follows what the app writes. As an ordinary container it may miss the first lines, is stopped together with the app and so loses the last ones, and keeps a Job from completing.',
  instead: 'Make it a native sidecar: `outrigger migrate --sidecar NAME`.',
  sources: ['kubernetes.io/docs/concepts/cluster-administration/logging'],
  *check(subject) {
    const mains = mainsOf(subject);
    if (mains.length < 2) return;
    const shared = new Set(
      (subject.workload.pod.spec?.volumes ?? []).filter((v) => v.emptyDir).map(({ name }) => name),
    );
    for (const container of mains) {
      if (container.entry || !followsFiles(container)) continue;
      const volume = container.container.volumeMounts?.find(({ name }) => shared.has(name));
      const writer = mains.find((other) => other !== container && mounts(other, volume?.name));
      if (!volume || !writer) continue;
      yield {
        path: container.path,
        container: container.name,
        message: `${container.name} follows what ${writer.name} writes to the volume ${volume.name}, as an ordinary container`,
        hint: `outrigger migrate --sidecar ${container.name}`,
      };
    }
  },
};

function followsFiles({ container }: SubjectContainer): boolean {
  const words = [...(container.command ?? []), ...(container.args ?? [])].join(' ');
  return /\btail\b.*\s-\w*[fF]|\btail\b.*--follow|\binotifywait\b/.test(words) && !words.includes('/dev/null');
}

function mounts({ container }: SubjectContainer, volume: string | undefined): boolean {
  return (
    volume !== undefined && (container.volumeMounts ?? []).some(({ name, readOnly }) => name === volume && !readOnly)
  );
}
