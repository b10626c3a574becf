import { defaultClass } from './default-class.ts';
import { isFor, type Plugin } from './plugin.ts';

/** An ingress that names no class gets the default one (plugin/pkg/admission/network/defaultingressclass@1.36). */
export const defaultIngressClass: Plugin = {
  mutate(attempt) {
    const { object, operation, context } = attempt;
    const spec = (object.spec ?? {}) as { readonly ingressClassName?: string };
    const isNamed =
      spec.ingressClassName !== undefined ||
      object.metadata?.annotations?.['kubernetes.io/ingress.class'] !== undefined;
    if (!isFor(attempt, 'ingresses', 'networking.k8s.io') || operation !== 'create' || isNamed) return object;
    const classes = context.list('ingressclasses.networking.k8s.io');
    const name = defaultClass(classes, 'ingressclass.kubernetes.io/is-default-class');
    return name === undefined ? object : { ...object, spec: { ...spec, ingressClassName: name } };
  },
};
