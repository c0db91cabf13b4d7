import type { Point } from '../../../../server/contract/activity.ts';
import type { ChartColours } from './chart-colours.ts';
import type { AnomalyMark, ChartWindow, InterventionMark, PickedMinute } from './chart-marks.ts';

/** All that the Live chart is drawn from. */
export interface ChartInput {
  points: readonly Point[];
  anomalies: readonly AnomalyMark[];
  interventions: readonly InterventionMark[];
  window: ChartWindow;
  /** The size of the plot in pixels, without its axes. */
  plot: { width: number; height: number };
  colours: ChartColours;
  /** The intervention that is picked out, with its minute; null for none. */
  picked: PickedMinute | null;
  /** Larger type, for a presenter. */
  isLarge: boolean;
}
