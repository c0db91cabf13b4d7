/** Every template of advice (CO-3). */
import type { Template } from '../template.ts';
import { scenariosUnused } from './content_inventory/scenarios-unused.ts';
import { heartbeatsFailing } from './operations/heartbeats-failing.ts';

export const templates: readonly Template[] = [scenariosUnused, heartbeatsFailing];
