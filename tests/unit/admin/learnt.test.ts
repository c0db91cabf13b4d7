import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import {
  arrangeRows,
  caution,
  effectReach,
  effectsCsv,
  groupWords,
  whiskerOf,
} from '../../../admin/src/components/statistics/effect-figures.ts';
import { armsCsv, kindLines, sessionOf, sortArms } from '../../../admin/src/components/statistics/learnt-figures.ts';
import UiInterval from '../../../admin/src/components/ui/UiInterval.vue';
import StatisticsWhisker from '../../../admin/src/components/statistics/StatisticsWhisker.vue';
import type { EffectRow, PolicyStanding } from '../../../server/contract/report.ts';

const effect = (given: Partial<EffectRow> = {}): EffectRow => ({
  kind: 'POLL',
  variant: null,
  group: null,
  sessionCount: 4,
  startedCount: 8,
  measuredCount: 7,
  upliftMean: 0.1,
  upliftCi95: [0.05, 0.15],
  deltaMean: 0.05,
  dismissedCount: 0,
  ...given,
});
type Arm = PolicyStanding['arms'][number];
const arm = (given: Partial<Arm> = {}): Arm => ({
  kind: 'POLL',
  variant: 'quick_pulse',
  trialCount: 3,
  successCount: 2,
  successRatio: 0.6,
  low: 0.2,
  high: 0.9,
  upliftMean: 0.08,
  ...given,
});

describe('a row of what worked', () => {
  it('says how little it rests on (EC-26)', () => {
    expect(caution(effect({ startedCount: 0, measuredCount: 0, upliftMean: null, upliftCi95: null }))).toBe(
      'never launched',
    );
    expect(caution(effect({ measuredCount: 0, upliftMean: null, upliftCi95: null }))).toBe('never measured');
    expect(caution(effect({ measuredCount: 1, upliftCi95: null }))).toBe('one outcome: no interval yet');
    expect(caution(effect({ measuredCount: 4 }))).toBe('few outcomes');
    expect(caution(effect({ measuredCount: 5 }))).toBeNull();
  });

  it('with two outcomes does not press all others into a dot (EC-26)', () => {
    const wide = effect({ measuredCount: 2, upliftCi95: [-3, 3.2] });
    const reach = effectReach([effect(), wide]);
    expect(reach).toBeGreaterThanOrEqual(0.15);
    expect(reach).toBeLessThan(0.5);
    expect(whiskerOf(wide, reach)).toMatchObject({ low: 0, high: 1, isCutLow: true, isCutHigh: true });
  });

  it('stands right of the middle where it helped and left of it where it harmed (EC-26)', () => {
    expect(whiskerOf(effect(), 0.2)!.mean).toBeCloseTo(0.75);
    expect(whiskerOf(effect({ upliftMean: -0.1, upliftCi95: null }), 0.2)!.mean).toBeCloseTo(0.25);
    expect(whiskerOf(effect({ upliftMean: null, upliftCi95: null }), 0.2)).toBeNull();
  });

  it('is told to who cannot see it (EC-26)', () => {
    const label = mount(StatisticsWhisker, { props: { row: effect(), reach: 0.2 } }).attributes('aria-label');
    expect(label).toBe('+10.0 points, 95% interval +5.0 points to +15.0 points');
  });
});

describe('rows of what worked', () => {
  const rows = [
    effect({ variant: 'opinion', upliftMean: 0.3 }),
    effect({ kind: 'CHAT_PROMPT' }),
    effect(),
    effect({ variant: 'crisis' }),
  ];
  it('are kinds alone, or each with its variants under it (EC-26)', () => {
    const names = (list: EffectRow[]) => list.map(({ kind, variant }) => variant ?? kind);
    expect(names(arrangeRows(rows, false))).toEqual(['CHAT_PROMPT', 'POLL']);
    expect(names(arrangeRows(rows, true))).toEqual(['CHAT_PROMPT', 'POLL', 'opinion', 'crisis']);
  });

  it('keep variants within their own group (EC-26)', () => {
    const grouped = [effect({ group: 'a' }), effect({ group: 'b' }), effect({ group: 'b', variant: 'crisis' })];
    expect(arrangeRows(grouped, true).map(({ group, variant }) => [group, variant])).toEqual([
      ['a', null],
      ['b', null],
      ['b', 'crisis'],
    ]);
  });

  it('leave as a file, with an empty cell where there is no interval (EC-26)', () => {
    const file = effectsCsv({
      groupedBy: 'anomalyType',
      sessionCount: 1,
      rows: [effect({ group: 'MASS_EXIT', upliftCi95: null })],
    });
    const [header, row] = file.split('\r\n').map((line) => line.split(','));
    expect(header![0]).toBe('anomalyType');
    expect(row![header!.indexOf('uplift_low95')]).toBe('');
    expect(row).toHaveLength(header!.length);
  });

  it('name an anomaly as every view does', () => expect(groupWords('MASS_EXIT')).toBe('Mass exit'));
});

describe('what a policy has learnt', () => {
  it('lists what was tried most first (EC-18)', () =>
    expect(
      sortArms([
        arm({ variant: 'a', trialCount: 0 }),
        arm({ variant: 'b' }),
        arm({ variant: 'c', successRatio: 0.7 }),
      ]).map(({ variant }) => variant),
    ).toEqual(['c', 'b', 'a']));

  it('counts each variant of a kind alike, after each session (EC-18)', () => {
    const entry = (ratio: number): PolicyStanding['history'][number] => ({
      sessionId: 's1',
      title: 't',
      at: '2026-11-21T10:00:00.000Z',
      arms: [
        arm({ successRatio: ratio, trialCount: 9 }),
        arm({ variant: 'opinion', successRatio: 0.4, trialCount: 0 }),
      ],
    });
    const lines = kindLines([entry(0.4), entry(0.8)]);
    expect(lines.find(({ kind }) => kind === 'POLL')!.ratios[0]).toBeCloseTo(0.4);
    expect(lines.find(({ kind }) => kind === 'POLL')!.ratios[1]).toBeCloseTo(0.6);
    expect(lines.find(({ kind }) => kind === 'NOTIFICATION')!.ratios).toEqual([null, null]);
  });

  it('leaves as a file with both ends of the interval (EC-18)', () =>
    expect(armsCsv([arm()]).split('\r\n')[1]).toBe('POLL,quick_pulse,3,2,0.6,0.2,0.9,0.08'));

  it('tells its interval in words (EC-18)', () =>
    expect(
      mount(UiInterval, { props: { ratio: 0.6, low: 0.2, high: 0.9, label: 'Poll' } }).attributes('aria-label'),
    ).toBe('Poll: 60%, 95% interval 20% to 90%'));
});

it('knows an intervention’s session by its id', () => expect(sessionOf('ses_a-b-12')).toBe('ses_a-b'));
