import type { ProbeKind } from '@outrigger/pod';
import { badFlag } from '../world/failure.ts';
import { readTime } from './read-time.ts';

/** The flags that change a pod's life, as text. */
export interface LifeFlags {
  readonly crash?: readonly string[];
  readonly crashLoop?: readonly string[];
  readonly probeFails?: readonly string[];
  readonly ignoreTerm?: readonly string[];
  readonly missingImage?: readonly string[];
  readonly setImage?: readonly string[];
  readonly delete?: string;
  readonly gracePeriod?: number;
  readonly evict?: string;
  readonly reboot?: readonly string[];
  readonly restartKubelet?: readonly string[];
  readonly until?: string;
}

/** What the flags ask for, as data. Times in ms. */
export interface LifeChanges {
  readonly containers: readonly ContainerChange[];
  /** Container names or images. */
  readonly missingImages: readonly string[];
  readonly images: readonly { readonly container: string; readonly image: string; readonly at: number }[];
  readonly deletion: 'never' | { readonly at: number } | undefined;
  readonly graceSeconds: number | undefined;
  readonly evictAt: number | undefined;
  readonly reboots: readonly number[];
  readonly kubeletRestarts: readonly number[];
  readonly until: number | undefined;
}

/** One change to how a container behaves. */
export type ContainerChange = { readonly container: string; readonly flag: string } & (
  | { readonly change: 'crash'; readonly loop: boolean; readonly after: number; readonly code: number }
  | { readonly change: 'probeFails'; readonly kind: ProbeKind; readonly from: number | undefined }
  | { readonly change: 'ignoreTerm' }
);

/** Reads the flags that change a pod's life. */
export function readLifeFlags(flags: LifeFlags): LifeChanges {
  return {
    containers: [
      ...(flags.crash ?? []).map((text) => readCrash(text, { flag: '--crash', loop: false, after: 10_000 })),
      ...(flags.crashLoop ?? []).map((text) => readCrash(text, { flag: '--crash-loop', loop: true, after: 1000 })),
      ...(flags.probeFails ?? []).map(readProbeFails),
      ...(flags.ignoreTerm ?? []).map((container) => {
        return { container, flag: '--ignore-term', change: 'ignoreTerm' } as const;
      }),
    ],
    missingImages: flags.missingImage ?? [],
    images: (flags.setImage ?? []).map(readSetImage),
    deletion: readDelete(flags.delete),
    graceSeconds: flags.gracePeriod,
    evictAt: flags.evict === undefined ? undefined : readTime(flags.evict, '--evict'),
    reboots: (flags.reboot ?? []).map((text) => readTime(text, '--reboot')),
    kubeletRestarts: (flags.restartKubelet ?? []).map((text) => readTime(text, '--restart-kubelet')),
    until: flags.until === undefined ? undefined : readTime(flags.until, '--until'),
  };
}

interface CrashFlag {
  readonly flag: string;
  readonly loop: boolean;
  readonly after: number;
}

function readCrash(text: string, { flag, loop, after }: CrashFlag): ContainerChange {
  const [, container = '', time, code = '1'] = /^([^@=]+)(?:@([^=]+))?(?:=(\d{1,3}))?$/.exec(text) ?? [];
  if (container === '' || Number(code) > 255) {
    throw badFlag(
      flag,
      `"${text}" is not NAME[@TIME][=CODE]`,
      `write ${flag} app, ${flag} app@30s or ${flag} app@30s=137`,
    );
  }
  const wait = time === undefined ? after : readTime(time, flag);
  return { container, flag, change: 'crash', loop, after: wait, code: Number(code) };
}

function readProbeFails(text: string): ContainerChange {
  const flag = '--probe-fails';
  const [, container = '', kind, time] = /^([^:@]+):(startup|readiness|liveness)(?:@(.+))?$/.exec(text) ?? [];
  if (kind === undefined) {
    const hint = `write ${flag} app:readiness, or ${flag} app:liveness@30s for a probe that fails from 30 s on`;
    throw badFlag(flag, `"${text}" is not NAME:startup|readiness|liveness[@TIME]`, hint);
  }
  const from = time === undefined ? undefined : readTime(time, flag);
  return { container, flag, change: 'probeFails', kind: kind as ProbeKind, from };
}

function readSetImage(text: string): LifeChanges['images'][number] {
  const [, container = '', image = '', time = ''] = /^([^=]+)=(.+)@([^@]+)$/.exec(text) ?? [];
  if (time === '') throw badFlag('--set-image', `"${text}" is not NAME=IMAGE@TIME`, 'write --set-image app=app:2@30s');
  return { container, image, at: readTime(time, '--set-image') };
}

function readDelete(text: string | undefined): LifeChanges['deletion'] {
  if (text === undefined || text === 'never') return text;
  return { at: readTime(text, '--delete') };
}
