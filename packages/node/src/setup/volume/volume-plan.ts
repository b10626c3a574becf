/** What has to be there before a pod's containers start: one entry for each volume that can be had. */
export interface VolumePlan {
  readonly volumes: readonly PlannedVolume[];
  /** What is other than in a cluster, in sentences for whoever runs the pod. */
  readonly notes: readonly string[];
}

/** One volume, and how it comes to be. */
export type PlannedVolume =
  /** A folder of the pod's own, empty at first. */
  | { readonly is: 'emptyDir'; readonly name: string }
  /** Files made from objects, replaced all at once when the objects change. */
  | {
      readonly is: 'files';
      readonly name: string;
      readonly files: ReadonlyMap<string, PlannedFile>;
      /** 0700 where nobody else may read what is in it. */
      readonly folderMode: number;
    }
  /** A folder or file of this machine. */
  | {
      readonly is: 'hostPath';
      readonly name: string;
      readonly path: string;
      readonly type: string;
      /** Folders below which it must really lie, links followed; undefined = anywhere. */
      readonly allowed: readonly string[] | undefined;
    }
  /** A folder that outlives the pod, one for each claim. */
  | {
      readonly is: 'claim';
      readonly name: string;
      /** `namespace/name` */
      readonly claim: string;
      readonly readOnly: boolean;
    };

/** A file of a volume; its path in the volume is its key in the plan. */
export interface PlannedFile {
  readonly data: Uint8Array;
  readonly mode: number;
}

/** What a pod's volumes are planned from. */
export type Planned =
  | { readonly ok: true; readonly plan: VolumePlan }
  /** One Event's message for each volume that cannot be had, as the kubelet's FailedMount. */
  | { readonly ok: false; readonly messages: readonly string[] };
