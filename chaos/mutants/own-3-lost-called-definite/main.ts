import { startFromCommandLine } from '@plimsoll/gateway/command-line';
import { referenceParts } from '@plimsoll/gateway/parts';

/** Own: a gateway says that nothing was sent on, though something was. Breaks DG-11. */
await startFromCommandLine({
  ...referenceParts,
  failureCode: () => 'NO_NODE_AVAILABLE',
});
