import type { Row } from './row.ts';
import { acceptedToChain } from './rows/accepted-to-chain.ts';
import { checker } from './rows/checker.ts';
import { gas } from './rows/gas.ts';
import { generator } from './rows/generator.ts';
import { operatorOutage } from './rows/operator-outage.ts';
import { operatorOutageSite } from './rows/operator-outage-site.ts';
import { operatorReplay } from './rows/operator-replay.ts';
import { operatorThroughput } from './rows/operator-throughput.ts';
import { operatorCost } from './rows/operator-cost.ts';
import { operatorOutageProcedure } from './rows/operator-outage-procedure.ts';
import { operatorSync } from './rows/operator-sync.ts';
import { parts } from './rows/parts.ts';
import { readStall } from './rows/read-stall.ts';
import { sendToRead } from './rows/send-to-read.ts';
import { start } from './rows/start.ts';

/** Every row, in the order of the table. */
export const rows: readonly Row[] = [
  sendToRead,
  readStall,
  operatorThroughput,
  operatorReplay,
  acceptedToChain,
  operatorOutage,
  operatorOutageSite,
  operatorOutageProcedure,
  operatorCost,
  operatorSync,
  generator,
  checker,
  start,
  gas,
  parts,
];
