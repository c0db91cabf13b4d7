import { callAnalysis } from './call-analysis.ts';
import { callTurn } from './call-turn.ts';
import { chatPrompt } from './chat-prompt.ts';
import { contactTurn } from './contact-turn.ts';
import { interview } from './interview.ts';
import { coachChat } from './coach.ts';
import type { Part } from './part.ts';
import { pollQuestion } from './poll-question.ts';
import { chatAnswer, reply } from './reply.ts';
import { summary } from './summary.ts';
import { thread } from './thread.ts';

/** The one place where a purpose gets its part. */
export const parts: ReadonlyMap<string, Part> = new Map([
  ['thread', thread],
  ['reply', reply],
  ['interview', interview],
  ['summary', summary],
  ['poll_question', pollQuestion],
  ['chat_prompt', chatPrompt],
  ['chat_answer', chatAnswer],
  ['coach_chat', coachChat],
  ['call_turn', callTurn],
  ['contact_turn', contactTurn],
  ['call_analysis', callAnalysis],
]);
