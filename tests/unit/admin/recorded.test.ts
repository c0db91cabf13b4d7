/** A recorded session in the panel: what was proposed, beside what the host did (EC-27). */
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { RecordedAct } from '../../../server/contract/recording.ts';
import { proposalRows } from '../../../admin/src/components/conductor/proposal-rows.ts';
import { modesOf } from '../../../admin/src/components/session/modes.ts';
import SessionSignals from '../../../admin/src/components/session/SessionSignals.vue';
import { intervention, point } from './fixtures.ts';

const proposal = (number: number, endedTick: number) =>
  intervention({ number, state: 'shadowed', suggestedTick: endedTick - 1, endedTick });
const act = (tick: number, kind: RecordedAct['kind'] = 'POLL'): RecordedAct => ({ tick, kind, text: null });

describe('proposals beside what the host did', () => {
  it('stand in order of time, each with the acts that answer it, and acts alone where nothing was proposed', () => {
    const acts = [act(40), act(92), act(130), act(161)];
    const rows = proposalRows([proposal(1, 100), proposal(2, 400)], acts);
    expect(rows.map(({ tick, proposal: own }) => [tick, own?.number ?? null])).toEqual([
      [40, null],
      [100, 1],
      [161, null],
      [400, 2],
    ]);
    // A host may be ten seconds faster, and has a minute to answer.
    expect(rows[1]!.acts.map(({ tick }) => tick)).toEqual([92, 130]);
    expect(rows[3]!.acts).toEqual([]);
  });

  it('know nothing of what was launched', () => {
    expect(proposalRows([intervention({ state: 'measured', startedTick: 5 })], [])).toEqual([]);
  });
});

describe('a recorded session', () => {
  it('can be thought about or not, and nothing else', () => {
    expect(modesOf({ isRecorded: true })).toEqual(['shadow', 'off']);
    expect(modesOf({ isRecorded: false })).toContain('auto');
  });

  it('says of a signal that its platform does not report it', () => {
    const { signals } = point(5, 0.5);
    const silent = { ...signals, activeCount: null, activeRatio: null, reactionsPerMinute: null };
    const text = mount(SessionSignals, {
      global: { stubs: { UIcon: true, UiSparkline: true } },
      props: { points: [point(5, 0.5, { signals: silent })] },
    }).text();
    expect(text.match(/not recorded/g)).toHaveLength(2);
    expect(text).toContain('no poll open');
  });
});
