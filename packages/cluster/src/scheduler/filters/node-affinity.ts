import { wantsNode } from '../../controllers/read/node-fit.ts';
import { type Filter, incurable } from '../cluster-view.ts';

/** NodeAffinity, of which `nodeSelector` is a part (kubernetes pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go@1.36). */
export const nodeAffinity: Filter = (pod, { node }) =>
  wantsNode(pod.spec, node) ? undefined : incurable("node(s) didn't match Pod's node affinity/selector");

/** NodeName (plugins/nodename/node_name.go@1.36). */
export const nodeName: Filter = ({ spec }, { node }) =>
  !spec?.nodeName || spec.nodeName === node.metadata?.name
    ? undefined
    : incurable("node(s) didn't match the requested node name");
