/** Chat as it can be read: a few of a tick's messages written out, the others counted. */
import type { RunActivity } from '../../contract/activity.ts';
import { random, streams } from '../../kernel/random.ts';
import { botLine, chatLine } from './chat-lines.ts';
import type { Mood } from './mood.ts';
import type { Advance, SessionState } from './session.ts';

/** Over 30 messages a minute nobody can read (chatstats.live): at most this many of a second are written out. */
const WRITTEN_PER_TICK = 2;
/** Below this mean attention people write of boredom, or of what went wrong. Assumed. */
const BORED_ATTENTION = 0.45;
const GREETING_SECONDS = 60;
const DRAWS_PER_MESSAGE = 4;

/** The messages of a tick. `hiddenCount` of the last one counts those that are not written out. */
export function chatOf(state: SessionState, advance: Advance): RunActivity[] {
  const { tick } = advance.observation;
  const { attendees, answers, bots } = advance.chat;
  const total = attendees + answers + bots.length;
  const activities: RunActivity[] = [];
  const mood = moodOf(state, tick);
  const draw = (index: number) => random(state.seed, streams.text, index, tick);
  const topic = { keywords: state.scenario.topic.keywords, subject: state.scenario.topic.subject };
  bots.slice(0, WRITTEN_PER_TICK).forEach((bot, index) => {
    const persona = state.personas[bot]!;
    const text = botLine({
      persona,
      mood: answers > 0 ? 'answering' : mood,
      ...topic,
      draw: draw(index),
      draw2: draw(index + 1_000),
    });
    activities.push(message(tick, { author: persona.name, isBot: true, colour: persona.avatarColour, text }));
  });
  for (let index = 0; index < attendees + answers && activities.length < WRITTEN_PER_TICK; index += 1) {
    const first = 10 + index * DRAWS_PER_MESSAGE;
    const text = chatLine({
      mood: index < answers ? 'answering' : mood,
      ...topic,
      draw: draw(first),
      draw2: draw(first + 1),
    });
    const author = `Attendee ${1 + Math.floor(draw(first + 2) * state.audience.count)}`;
    activities.push(message(tick, { author, isBot: false, colour: null, text }));
  }
  const last = activities.at(-1);
  if (last?.type === 'chat.posted') last.payload.hiddenCount = total - activities.length;
  return activities;
}

function moodOf(state: SessionState, tick: number): Mood {
  if (tick < GREETING_SECONDS) return 'greeting';
  if (state.meanAttention >= BORED_ATTENTION) return 'engaged';
  const cause = state.timeline.causes[state.timeline.causeIndex[tick]!]!;
  if (cause === 'technical_fault') return 'fault';
  return cause === 'confusing' ? 'confused' : 'bored';
}

function message(
  tick: number,
  payload: { author: string; isBot: boolean; colour: string | null; text: string },
): RunActivity {
  return { type: 'chat.posted', tick, payload: { ...payload, hiddenCount: 0 } };
}
