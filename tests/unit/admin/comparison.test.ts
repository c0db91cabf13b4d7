import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparability,
  comparisonCsv,
  figureRows,
  markOf,
  scoreRows,
} from '../../../admin/src/components/session/comparison-figures.ts';
import { spread } from '../../../admin/src/components/session/end-labels.ts';
import { SessionFigures } from '../../../server/contract/report.ts';

const figures = (given: Partial<SessionFigures> = {}): SessionFigures =>
  SessionFigures.parse({
    sessionId: 's1',
    title: 'Scaling Postgres',
    event: 'Autumn Summit',
    scenarioId: 'webinar-drop',
    seed: 7,
    isRecorded: false,
    sessionFormat: 'webinar',
    mode: 'auto',
    policy: 'thompson',
    status: 'ended',
    attendeeCount: 200,
    tick: 720,
    scores: { mean: 0.6, min: 0.3, max: 0.8, final: 0.5 },
    uplift: 0.05,
    anomalyCount: 2,
    anomaliesByType: { SUDDEN_DROP: 2 },
    detectionDelayMeanSeconds: 4,
    interventionCount: 3,
    measuredCount: 3,
    upliftPerIntervention: 0.1,
    points: [],
    ...given,
  });
const cells = (sessions: SessionFigures[], id: string) => figureRows(sessions).find((row) => row.id === id)!.cells;
const best = (sessions: SessionFigures[], id: string) => cells(sessions, id).map(({ isBest }) => isBest);

describe('the figures of sessions side by side', () => {
  it('mark the highest score and the quickest detection as best (EC-26)', () => {
    const sessions = [
      figures(),
      figures({ scores: { mean: 0.7, min: 0.1, max: 0.9, final: 0.5 }, detectionDelayMeanSeconds: 9 }),
    ];
    expect(best(sessions, 'mean')).toEqual([false, true]);
    expect(best(sessions, 'min')).toEqual([true, false]);
    expect(best(sessions, 'detection_delay_s')).toEqual([true, false]);
  });

  it('mark every session that reads as the best does, and none where all read alike (EC-26)', () => {
    const three = [figures({ uplift: 0.05 }), figures({ uplift: 0.0501 }), figures({ uplift: -0.02 })];
    expect(best(three, 'uplift')).toEqual([true, true, false]);
    expect(best(three.slice(0, 2), 'uplift')).toEqual([false, false]);
  });

  it('let no session that is not over be the best: the worst may lie ahead of it (EC-26)', () => {
    const running = figures({ status: 'running', scores: { mean: 0.9, min: 0.8, max: 0.9, final: 0.9 } });
    const lower = figures({ scores: { mean: 0.4, min: 0.1, max: 0.8, final: 0.5 } });
    expect(best([running, figures(), lower], 'min')).toEqual([false, true, false]);
    expect(best([running, figures()], 'mean')).toEqual([false, false]);
  });

  it('call no count of anomalies better than another: fewer may be a blind conductor (EC-26)', () =>
    expect(best([figures(), figures({ anomalyCount: 0 })], 'anomalies')).toEqual([false, false]));

  it('write uplift with its sign, and a recorded session without uplift and seed (EC-26, EC-27)', () => {
    const sessions = [figures({ uplift: -0.021 }), figures({ isRecorded: true, uplift: null })];
    expect(cells(sessions, 'uplift').map(({ text }) => text)).toEqual(['−2.1 points', '–']);
    expect(cells(sessions, 'seed').map(({ text }) => text)).toEqual(['7', '–']);
    expect(best(sessions, 'uplift')).toEqual([false, false]);
  });

  it('leave as a file with one row a session (EC-26)', () => {
    const [header, row] = comparisonCsv([figures({ title: '=1+1' })]).split('\r\n');
    expect(row!.split(',')).toHaveLength(header!.split(',').length);
    expect(row).toContain("'=1+1");
    expect(row!.split(',')[header!.split(',').indexOf('uplift')]).toBe('0.05');
  });
});

describe('what may be concluded', () => {
  it('is more where only mode or policy differ (EC-26)', () => {
    expect(comparability([figures(), figures({ policy: 'rules' })])).toContain('what differs is the policy');
    expect(comparability([figures(), figures({ policy: 'rules', mode: 'off' })])).toContain('mode and the policy');
    expect(comparability([figures(), figures({ seed: 8 })])).toContain('different evenings');
    expect(comparability([figures(), figures({ isRecorded: true })])).toContain('different evenings');
    expect(comparability([figures()])).toBeNull();
  });
});

describe('the curves as a table', () => {
  it('tell each session’s newest score of a minute, and nothing where it has none (EC-26)', () => {
    const points = (ticks: number[]) => ticks.map((tick) => ({ tick, score: tick / 1_000 }));
    const rows = scoreRows([figures({ points: points([5, 60, 65, 120]) }), figures({ points: points([30]) })]);
    expect(rows).toEqual([
      { tick: 60, scores: [0.06, 0.03] },
      { tick: 120, scores: [0.12, null] },
    ]);
  });
});

describe('the marks of sessions', () => {
  it('are a letter and a colour that no other has', () => {
    const marks = Array.from({ length: 12 }, (_, index) => markOf(index));
    expect(new Set(marks.map(({ letter }) => letter)).size).toBe(12);
    expect(new Set(marks.map(({ colour }) => colour)).size).toBe(12);
  });
});

describe('labels at the ends of lines', () => {
  const bottom = 400;
  it('never cover one another, keep their order and stay inside while there is room', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: bottom, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (wanted) => {
          const placed = spread(wanted, 0, bottom);
          const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!);
          const inOrder = order.map((index) => placed[index]!);
          inOrder.slice(1).forEach((y, index) => expect(y - inOrder[index]!).toBeGreaterThanOrEqual(14 - 1e-9));
          placed.forEach((y) => {
            expect(y).toBeGreaterThanOrEqual(-1e-9);
            expect(y).toBeLessThanOrEqual(bottom + 1e-9);
          });
        },
      ),
    ));

  it('stand where they are wanted if they do not meet', () =>
    expect(spread([100, 50, 300], 0, bottom)).toEqual([100, 50, 300]));
});
