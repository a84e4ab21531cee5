import Type from 'typebox';

export const Micros = Type.Integer();
export const Index = Type.Integer({ minimum: -1 });
export const Text = Type.String();
export const optional = Type.Optional;
export const oneOf = Type.Enum;

/** Fields of the common envelope of every call. */
export const call = {
  client: Text,
  site: Text,
  instance: Text,
  servedBy: optional(Text),
  dueMicros: Micros,
  sentMicros: Micros,
  doneMicros: Micros,
  outcome: Type.Union([Type.Literal('ok'), Type.Literal('fail'), Type.Literal('info')]),
  code: optional(Text),
  httpStatus: optional(Type.Integer()),
};

/** Schema of one kind of line, its checksum included. */
export function line<const Kind extends string, Fields extends Type.TProperties>(kind: Kind, fields: Fields) {
  return Type.Object(
    { kind: Type.Literal(kind), ...fields, crc: optional(Type.String({ pattern: '^[0-9a-f]{8}$' })) },
    { additionalProperties: false, title: kind },
  );
}
