type Fields = Readonly<Record<string, unknown>>;

/** A metric of v2 as v1 has written it when it was an alpha of v2 (pkg/apis/autoscaling/v1/conversion.go@1.36). */
export function metricOfVersion1(metric: unknown): Fields {
  return converted(metric, (field, source) => {
    const { name, container, metric: measured, describedObject, target } = source;
    const { averageUtilization, averageValue, value } = record(target);
    const { name: metricName, selector } = record(measured);
    const known: Readonly<Record<string, Fields>> = {
      object: { target: describedObject, metricName, targetValue: value ?? '0', selector, averageValue },
      pods: { metricName, targetAverageValue: averageValue ?? '0', selector },
      resource: { name, targetAverageUtilization: averageUtilization, targetAverageValue: averageValue },
      containerResource: {
        name,
        targetAverageUtilization: averageUtilization,
        targetAverageValue: averageValue,
        container,
      },
      external: { metricName, metricSelector: selector, targetValue: value, targetAverageValue: averageValue },
    };
    return known[field];
  });
}

/** The way back. */
export function metricOfVersion2(metric: unknown): Fields {
  return converted(metric, (field, source) => {
    const { name, container, metricName, selector, metricSelector, target: describedObject } = source;
    const { targetAverageUtilization: averageUtilization, targetAverageValue, targetValue, averageValue } = source;
    const named = { name: metricName, selector: selector ?? metricSelector };
    const used = averageUtilization === undefined ? 'AverageValue' : 'Utilization';
    const share = { type: used, averageValue: targetAverageValue, averageUtilization };
    const known: Readonly<Record<string, Fields>> = {
      object: {
        describedObject,
        target:
          averageValue === undefined ? { type: 'Value', value: targetValue } : { type: 'AverageValue', averageValue },
        metric: named,
      },
      pods: { metric: named, target: { type: 'AverageValue', averageValue: targetAverageValue } },
      resource: { name, target: share },
      containerResource: { name, target: share, container },
      external: {
        metric: named,
        target:
          targetValue === undefined
            ? { type: 'AverageValue', averageValue: targetAverageValue }
            : { type: 'Value', value: targetValue },
      },
    };
    return known[field];
  });
}

/** Whose fields are in the order of their structs, and left out where nobody has said them. */
function converted(metric: unknown, convert: (field: string, source: Fields) => Fields | undefined): Fields {
  const { type, ...sources } = record(metric);
  const entries = Object.entries(sources).map(([field, source]) => [field, convert(field, record(source))] as const);
  return JSON.parse(JSON.stringify({ type, ...Object.fromEntries(entries) })) as Fields;
}

function record(value: unknown): Fields {
  return (value ?? {}) as Fields;
}
