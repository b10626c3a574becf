import { z } from 'zod';
import { ROUTES, type Route } from './routes.ts';
import { SHAPES } from './shapes.ts';

/** The API as an OpenAPI 3.1 document, made from the schemas by which requests are read. */
export function openApiDocument(): object {
  const paths = Object.entries<Route>(ROUTES).map(([operationId, route]) => [
    route.path,
    { get: operationOf(operationId, route) },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Outrigger events',
      version: 'v1',
      description:
        'What Kubernetes told by its Events: counted, classified, correlated, kept. Times are ms since 1970.',
    },
    paths: Object.fromEntries(paths),
    components: { schemas: componentSchemas() },
  };
}

function operationOf(operationId: string, { path, summary, parameters, answer, failing }: Route): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const { properties = {} } = z.toJSONSchema(parameters, { io: 'input' });
  const inQuery = Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = schema as { readonly description?: string };
    return { name, in: 'query', ...(description && { description }), schema: rest };
  });
  return {
    operationId,
    summary,
    parameters: [...inPath, ...inQuery],
    responses: {
      200: { description: summary, content: contentOf(answer) },
      ...(failing && { [failing.status]: { description: failing.when, content: contentOf(answer) } }),
      default: {
        description: 'Why it was refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function contentOf(answer: Route['answer']): object {
  if (answer === 'application/json') return { [answer]: { schema: { type: 'object' } } };
  if (answer === 'text/plain' || answer === 'text/event-stream') return { [answer]: { schema: { type: 'string' } } };
  return { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` } } };
}

function componentSchemas(): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(SHAPES)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => {
      const { $schema: _, $id: __, id: ___, ...rest } = schema as Record<string, unknown>;
      return [id, rest];
    }),
  );
}
