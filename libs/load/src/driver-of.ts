import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { Driver } from './driver.ts';
import { operatorDriver } from './operator/driver.ts';
import { sequencerDriver } from './sequencer-driver.ts';

const drivers: Readonly<Record<Manifest['system'], Driver>> = {
  sequencer: sequencerDriver,
  operator: operatorDriver,
};

/** The driver of a system, as a manifest or a stored plan names it. Throws an Error where there is none. */
export function driverOf(system: string): Driver {
  const driver = (drivers as Readonly<Record<string, Driver | undefined>>)[system];
  if (driver === undefined) throw new Error(`no load drives the system "${system}"`);
  return driver;
}
