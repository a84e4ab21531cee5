import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-20: instances share the group that carries the offsets. Breaks RG-04: a group of one's own. */
await startFromCommandLine({
  ...referenceParts,
  startConsumer: (settings) =>
    referenceParts.startConsumer(
      /-(own|engine)$/.test(settings.groupId) ? settings : { ...settings, groupId: 'operator-copies' },
    ),
});
