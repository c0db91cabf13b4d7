/** What if: the form as a request, and the branches beside the session. */
import { mount } from '@vue/test-utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Branch } from '../../../server/contract/branch.ts';
import BranchTable from '../../../admin/src/components/branch/BranchTable.vue';
import { branchCsv } from '../../../admin/src/components/branch/branch-csv.ts';
import {
  type BranchDraft,
  draftFault,
  emptyIntervention,
  parseSessionTime,
  toRequest,
} from '../../../admin/src/components/branch/branch-draft.ts';
import { branchLines, scoreBy, spreadLabels } from '../../../admin/src/components/branch/branch-series.ts';
import { changesFrom, newChange, ratioOf, secondsOf } from '../../../admin/src/components/branch/script-rows.ts';
import { toCsv } from '../../../admin/src/csv.ts';
import { sessionTime } from '../../../admin/src/numbers.ts';
import { point } from './fixtures.ts';

const limits = { sessionTick: 300, tickCount: 720 };
const draft = (given: Partial<BranchDraft> = {}): BranchDraft => ({
  fromTick: 252,
  kind: 'intervention',
  title: '',
  intervention: emptyIntervention(),
  without: null,
  isReplaced: false,
  mode: 'auto',
  script: [],
  ...given,
});
const branch = (given: Partial<Branch> = {}): Branch =>
  Branch.parse({
    id: 'b1',
    sessionId: 's1',
    number: 1,
    title: 'With a quiz',
    fromTick: 12,
    change: { kind: 'intervention', intervention: { kind: 'GAMIFICATION' } },
    tickCount: 720,
    comparedTicks: [15, 20],
    meanScore: 0.6,
    sessionMeanScore: 0.54,
    uplift: 0.06,
    anomalies: [],
    interventions: [],
    points: [
      { tick: 15, score: 0.7 },
      { tick: 20, score: 0.5 },
    ],
    digest: 'abcdef0123456789',
    createdAt: '2026-11-21T10:00:00.000Z',
    ...given,
  });

describe('session time as typed', () => {
  it('is read as it is written, for every tick of a day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 86_400 }), (tick) => parseSessionTime(sessionTime(tick)) === tick));
  });

  it('is nothing where it is no time', () => {
    expect(['', '4:', ':12', '4:60', 'four', '1:2:3:4', '-4:12'].map(parseSessionTime)).toEqual(Array(7).fill(null));
    expect(parseSessionTime(' 4:12 ')).toBe(252);
  });
});

describe('the form that asks what if', () => {
  it('says what is wrong in words, and nothing when it can be performed (PL-5)', () => {
    const fault = (given: Partial<BranchDraft>) => draftFault(draft(given), limits);
    expect(fault({})).toBeNull();
    expect(fault({ fromTick: null })).toContain('minutes and seconds');
    expect(fault({ fromTick: 301 })).toContain('has come to 05:00');
    expect(fault({ kind: 'without' })).toContain('Choose');
    const own = { ...emptyIntervention(), isOwnWords: true };
    expect(fault({ intervention: own })).toContain('Write the words');
    expect(fault({ intervention: { ...own, text: 'Why?', answers: 'One' } })).toContain('2 to 6');
    expect(fault({ intervention: { ...own, text: 'Why?', answers: 'One\n\n Two ' } })).toBeNull();
    const change = newChange(252, 720);
    expect(fault({ kind: 'script', script: [{ ...change, atSeconds: 100 }] })).toContain('before the branch begins');
    expect(fault({ kind: 'script', script: [{ ...change, atSeconds: 720 }] })).toContain('beyond the session’s end');
    expect(fault({ kind: 'script', script: [{ ...change, label: ' ' }] })).toContain('label');
    expect(fault({ kind: 'script', script: [] })).toBeNull();
  });

  it('becomes the request that the contract wants, for every kind of change', () => {
    const own = { ...emptyIntervention(), isOwnWords: true, text: ' Why? ', answers: 'One\nTwo' };
    expect(toRequest(draft({ title: ' Mine ', intervention: own }))).toEqual({
      fromTick: 252,
      title: 'Mine',
      change: { kind: 'intervention', intervention: { kind: 'POLL', text: 'Why?', options: ['One', 'Two'] } },
    });
    const quiz = { ...emptyIntervention(), kind: 'GAMIFICATION' as const, variant: 'quiz' };
    expect(toRequest(draft({ kind: 'without', without: 2, isReplaced: true, intervention: quiz })).change).toEqual({
      kind: 'without',
      interventionNumber: 2,
      instead: { kind: 'GAMIFICATION', variant: 'quiz' },
    });
    expect(toRequest(draft({ kind: 'mode', mode: 'shadow' })).change).toEqual({ kind: 'mode', mode: 'shadow' });
    expect(toRequest(draft({ kind: 'nothing' })).change).toEqual({ kind: 'nothing' });
    const late = { ...newChange(252, 720), atSeconds: 500 };
    const early = { ...newChange(252, 720), atSeconds: 300 };
    const { change } = toRequest(draft({ kind: 'script', script: [late, early] }));
    expect(change.kind === 'script' && change.script.map(({ atSeconds }) => atSeconds)).toEqual([300, 500]);
  });

  it('starts its script from what is still to come, and takes fields as typed', () => {
    const script = [100, 252, 400].map((atSeconds) => ({ ...newChange(0, 720), atSeconds }));
    expect(changesFrom(script, 252).map(({ atSeconds }) => atSeconds)).toEqual([252, 400]);
    expect([ratioOf('26'), ratioOf(''), ratioOf('x'), ratioOf('140'), ratioOf('-3')]).toEqual([0.26, null, null, 1, 0]);
    expect([secondsOf('4'), secondsOf(''), secondsOf('1e9')]).toEqual([4, null, 86_400]);
  });
});

describe('the lines of session and branches', () => {
  const points = [point(5, 0.6), point(10, 0.62), point(15, 0.4)];

  it('leave the session’s line where both are still the same', () => {
    const [session, line] = branchLines(points, [branch()]);
    expect(session!.points).toHaveLength(3);
    expect(line!.points[0]).toEqual({ tick: 10, score: 0.62 });
    expect(scoreBy(line!.points, 17)).toBe(0.7);
    expect(scoreBy(line!.points, 3)).toBeNull();
  });

  it('differ by colour and dash together, for all twenty that a session keeps, and only the session is unbroken', () => {
    const lines = branchLines(
      points,
      Array.from({ length: 20 }, (_, index) => branch({ id: `b${index}`, number: index + 1 })),
    );
    const looks = lines.map(({ colour, dash }) => `${colour} ${dash.join()}`);
    expect(new Set(looks).size).toBe(looks.length);
    expect(lines.map(({ dash }) => dash.length === 0)).toEqual([true, ...Array(20).fill(false)]);
  });

  it('have labels that never cover each other and stay above the axis', () => {
    const heights = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(heights, (wanted) => {
        const placed = spreadLabels(wanted, 14, 250).toSorted((a, b) => a - b);
        expect(placed.at(-1)).toBeLessThanOrEqual(250);
        placed.slice(1).forEach((y, index) => expect(y - placed[index]!).toBeGreaterThanOrEqual(14));
      }),
    );
    expect(spreadLabels([100, 20], 14, 250)).toEqual([100, 20]);
  });
});

describe('the branches in figures', () => {
  const table = (branches: Branch[]) =>
    mount(BranchTable, {
      global: { stubs: { UIcon: true } },
      props: {
        branches,
        lines: branchLines([point(10, 0.5)], branches),
        hidden: [],
        session: { anomalyCount: 1, interventionCount: 2, digest: null },
      },
    });

  it('tell the difference with its sign and unit, and say so where there is none yet', () => {
    const worse = branch({ id: 'b2', number: 2, uplift: -0.012 });
    const none = branch({ id: 'b3', number: 3, uplift: null, meanScore: null, sessionMeanScore: null });
    const cells = table([branch(), worse, none]).findAll('[data-column="uplift"]');
    expect(cells.map((cell) => cell.text())).toEqual(['+6.0 points', '−1.2 points', 'nothing yet']);
  });

  it('are asked to go, not gone, at a click', async () => {
    const wrapper = table([branch()]);
    await wrapper.get('[aria-label="Delete With a quiz"]').trigger('click');
    expect(wrapper.emitted('remove')).toHaveLength(1);
    expect(wrapper.get('a').attributes('href')).toBe('/api/branches/b1/run-file');
  });

  it('can be taken along as CSV in which no title runs as a formula (F-42)', () => {
    const csv = toCsv(...branchCsv([branch({ title: '=1+1' })]));
    expect(csv).toContain("1,'=1+1,With a game,12,0.6,0.54,0.06,0,0,abcdef0123456789");
  });
});
