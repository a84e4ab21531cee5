import { createAPI, ResponseError, Writer, type Reader } from '@platformatic/kafka';

/** What the controller says of one partition. */
export interface ElectionResult {
  readonly topic: string;
  readonly partition: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/** The partition has the leader already that was asked for. */
const ELECTION_NOT_NEEDED = 84;

/**
 * ElectLeaders (key 43, version 2), which no Node client has. Type 0 elects the preferred replica, type 1 one that need not
 * be in sync. An election that is not needed is no error.
 */
export const electLeaders = createAPI<
  [type: 0 | 1, topic: string, partition: number, timeoutMs: number],
  readonly ElectionResult[]
>(43, 2, createRequest, parseResponse, true, true);

/** The request's body. */
export function createRequest(type: 0 | 1, topic: string, partition: number, timeoutMs: number): Writer {
  return Writer.create()
    .appendInt8(type)
    .appendArray([{ topic, partitions: [partition] }], (writer, entry) => {
      writer.appendString(entry.topic);
      writer.appendArray(entry.partitions, (inner, each) => inner.appendInt32(each), true, false);
    })
    .appendInt32(timeoutMs)
    .appendTaggedFields();
}

function parseResponse(
  _correlationId: number,
  apiKey: number,
  apiVersion: number,
  reader: Reader,
): readonly ElectionResult[] {
  reader.readInt32(); // Throttle time.
  const whole = reader.readInt16();
  const results = reader
    .readArray((topics) => {
      const topic = topics.readString();
      return topics.readArray((partitions) => ({
        topic,
        partition: partitions.readInt32(),
        errorCode: partitions.readInt16(),
        errorMessage: partitions.readNullableString(),
      }));
    })
    .flat();
  reader.readTaggedFields();
  const failed = results.filter(({ errorCode }) => errorCode !== 0 && errorCode !== ELECTION_NOT_NEEDED);
  if (whole !== 0 || failed.length > 0) {
    const errors = Object.fromEntries([
      ...(whole === 0 ? [] : [['/', [whole, null] as [number, null]]]),
      ...failed.map(({ partition, errorCode, errorMessage }) => [`/${partition}`, [errorCode, errorMessage]]),
    ]);
    throw new ResponseError(apiKey, apiVersion, errors, results);
  }
  return results;
}
