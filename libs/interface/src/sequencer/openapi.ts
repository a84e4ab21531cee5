import Type, { type TSchema } from 'typebox';
import { sequencerErrors } from './errors.ts';
import { commonErrors, sequencerOperations, type Operation, type SequencerErrorCode } from './operations.ts';

const ErrorBody = Type.Object({ error: Type.Object({ code: Type.String(), message: Type.String() }) });
const instanceHeader = {
  description: 'The instance that did the work.',
  schema: { type: 'string' },
} as const;

/** The OpenAPI 3.1 document of the sequencer's interface, made from schemas, operations and error table. */
export function sequencerOpenApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of sequencerOperations)
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: operationObject(operation),
    };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plimsoll sequencer interface',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'What a sequencer must speak to be judged by Plimsoll. Timestamps are whole microseconds since the epoch.',
    },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { ErrorBody: plain(ErrorBody) },
    },
  };
}

function operationObject(operation: Operation): Record<string, unknown> {
  const errors = new Map<number, SequencerErrorCode[]>();
  for (const code of [...commonErrors, ...operation.errors]) {
    const { httpStatus } = sequencerErrors.find((row) => row.code === code)!;
    errors.set(httpStatus, [...(errors.get(httpStatus) ?? []), code]);
  }
  const replies = operation.replies.map(({ status, description, schema, mediaType }) => [
    String(status),
    {
      description,
      headers: { 'plimsoll-instance': instanceHeader },
      content: { [mediaType]: { schema: plain(schema) } },
    },
  ]);
  const refusals = [...errors]
    .filter(([status]) => !operation.replies.some((reply) => reply.status === status))
    .map(([status, codes]) => [
      String(status),
      {
        description: codes.join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
      },
    ]);
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: operation.description,
    ...(operation.capability === undefined ? {} : { 'x-plimsoll-capability': operation.capability }),
    security: operation.authenticated ? [{ token: [] }] : [],
    ...(operation.query === undefined
      ? {}
      : {
          parameters: [
            {
              name: operation.query.name,
              in: 'query',
              required: false,
              description: operation.query.description,
              schema: plain(operation.query.schema),
            },
          ],
        }),
    ...(operation.request === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: plain(operation.request) } },
          },
        }),
    responses: Object.fromEntries([...replies, ...refusals].sort(([a], [b]) => Number(a) - Number(b))),
  };
}

/** The schema as other languages see it: JSON, without typebox's own marks. */
function plain(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema)) as unknown;
}
