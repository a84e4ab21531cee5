import { startFromCommandLine } from '@plimsoll/gateway/command-line';
import { referenceParts } from '@plimsoll/gateway/parts';

/** Own: whatever went wrong behind it, the gateway says that no node took the call. Breaks RG-17: no layer turns unknown into refused. */
await startFromCommandLine({ ...referenceParts, failureCode: () => 'NO_NODE_AVAILABLE' });
