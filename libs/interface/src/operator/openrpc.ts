import type { TSchema } from 'typebox';
import { operatorErrors, type OperatorErrorCode } from './errors.ts';
import { commonRpcErrors, operatorMethods, type OperatorMethod } from './methods.ts';

/** The OpenRPC document of the operator's interface, made from its table of methods and its error table. */
export function operatorOpenRpc(): Record<string, unknown> {
  return {
    openrpc: '1.3.2',
    info: {
      title: 'Plimsoll operator interface',
      version: '1',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      description:
        'What a rollup operator must speak to be judged by Plimsoll: JSON-RPC 2.0 over POST /, positional parameters. ' +
        'Batch arrays are allowed and bounded. `error.data.code` is what clients match on.',
    },
    methods: operatorMethods.map(methodObject),
    components: {
      errors: Object.fromEntries(operatorErrors.map(({ code }) => [code, errorObject(code)])),
    },
  };
}

function methodObject(method: OperatorMethod): Record<string, unknown> {
  return {
    name: method.name,
    summary: method.summary,
    description: method.description,
    ...(method.capability === undefined ? {} : { 'x-plimsoll-capability': method.capability }),
    ...(method.mayBeginAt === undefined ? {} : { 'x-plimsoll-may-begin-at': method.mayBeginAt }),
    paramStructure: 'by-position',
    params: method.params.map(({ name, schema, description, optional }) => ({
      name,
      ...(description === undefined ? {} : { description }),
      required: optional !== true,
      schema: optional ? { anyOf: [plain(schema), { type: 'null' }] } : plain(schema),
    })),
    result: { name: method.resultName, schema: plain(method.result) },
    errors: [...method.errors, ...commonRpcErrors].map((code) => ({ $ref: `#/components/errors/${code}` })),
  };
}

function errorObject(code: OperatorErrorCode): Record<string, unknown> {
  const { rpcCode, title, description, certainty } = operatorErrors.find((row) => row.code === code)!;
  return { code: rpcCode, message: title, data: { code, certainty, description } };
}

/** The schema as other languages see it: JSON, without typebox's own marks. */
function plain(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema)) as unknown;
}
