/** A heartbeat that a person calls off while its words are awaited (BC-2, EX-5). */
import { expect, test } from 'vitest';
import type { Executions, TrackedExecution } from '../../server/systems/executions/index.ts';
import { TrackedWork } from '../../server/systems/executions/tracked.ts';
import { createScriptedModel } from '../../server/language/scripted/scripted.ts';
import { heldModel, openBotService } from '../support/bot-service.ts';
import { until } from '../support/server.ts';

const bot = 'mona-field';

/** Keeps the newest execution at hand. */
function tracking(): { executions: Executions; newest: () => TrackedWork; said: object[] } {
  const said: object[] = [];
  let newest: TrackedWork;
  const begin = (beginning: Parameters<Executions['begin']>[0]) =>
    (newest = new TrackedWork('of-the-test', beginning, (change) => void said.push(change)));
  const track = async <T>(
    beginning: Parameters<Executions['begin']>[0],
    work: (one: TrackedExecution) => Promise<T>,
  ) => {
    const execution = begin(beginning);
    const result = await work(execution);
    execution.complete();
    return result;
  };
  return { executions: { begin, track }, newest: () => newest, said };
}

test('called off, a heartbeat ends at once and posts nothing, and the next one goes on (EX-5)', async () => {
  const held = heldModel('Words that come too late.');
  const scripted = createScriptedModel({ provider: 'scripted', name: 'scripted', seed: 1 });
  const { executions, newest, said } = tracking();
  const modelFor = ({ name }: { name: string }) => Promise.resolve(name === 'held' ? held.model : scripted);
  const { service, time } = await openBotService({ executions, modelFor });
  const { config } = service.bot(bot);
  const behaviour = { ...config.behaviour, engagementStyle: 'active' as const, leadership: 100, shyness: 0 };
  const model = { ...config.model, name: 'held' };
  await service.configuration.change(service.bot(bot), { config: { ...config, behaviour, model } }, 'test');
  const beating = (async () => {
    for (;;) {
      time.advance(3_600_000);
      const heartbeat = await service.beatNow(bot);
      if (heartbeat.gate === 'deadline') return heartbeat;
    }
  })();
  await until(
    () => Promise.resolve(held.askedCount),
    (count) => count > 0,
  );
  said.length = 0;
  newest().callOff('Enough.');
  expect(await beating).toMatchObject({ sentence: 'A person called it off.', postId: null, action: 'nothing' });
  expect(said).toEqual([]);
  held.answer();
  time.advance(3_600_000);
  expect((await service.beatNow(bot)).gate).not.toBe('deadline');
});
