import type { Config } from '../config/config.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineMetrics } from '../metrics/metrics.ts';
import type { EngineParts } from '../parts.ts';

/** What the routes need. */
export interface EngineServices {
  readonly config: Config;
  readonly parts: EngineParts;
  readonly metrics: EngineMetrics;
  readonly engine: Engine;
  readonly address: string;
}
