import pg from 'pg';

const int8 = 20;

/**
 * Types of a connection on which int8 columns come as numbers. What they hold here (microseconds since the epoch, ids,
 * heights, nonces, 48-bit indices) stays below 2^53.
 */
export const numbersForInt8 = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 && format !== 'binary'
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};
