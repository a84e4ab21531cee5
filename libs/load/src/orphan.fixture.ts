import type { ClientPlan } from './client.ts';
import { startLoad } from './start-load.ts';

// Run by load-faults.test.ts as a process of its own that is then killed: starts a load and says its process id.
const load = await startLoad(JSON.parse(process.argv[2] as string) as ClientPlan);
load.begin();
process.stdout.write(String(load.pid));
