/** A talk with a bot, in character and from its memory, which stays as it was unless somebody asks otherwise (BC-17). */
import type { InterviewAnswer, InterviewQuestion } from '../../contract/bot.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { keywordsOf } from '../../simulation/community/keywords.ts';
import type { MemoryDraft } from '../../simulation/community/mind.ts';
import type { LivingBot } from './bot.ts';
import type { HeartbeatParts } from './turn.ts';
import { nameIn } from './turn.ts';
import { interviewRequest, memoriesOfInterview } from './prompts.ts';
import { writePost } from './words.ts';

export interface Interview {
  readonly answer: InterviewAnswer;
  /** What the bot keeps of it, if it is to remember. */
  readonly drafts: readonly MemoryDraft[];
}

/** @throws {ClaqueError} unavailable, with the reason, if its model gives no answer. */
export async function interview(
  parts: HeartbeatParts,
  bot: LivingBot,
  { question, conversation, isRemembered }: InterviewQuestion,
  nowMs: number,
): Promise<Interview> {
  const { config } = bot;
  const memories = bot.mind.recall(
    { words: keywordsOf(question), botIds: membersIn(parts, question) },
    nowMs,
    memoriesOfInterview,
  );
  const writer = { id: bot.id, name: bot.persona.name, config, recent: parts.community.world.member(bot.id).recent };
  const nameOf = nameIn(parts.community);
  const said = [...conversation, { by: 'person' as const, text: question }];
  const request = interviewRequest({ ventureId: parts.community.ventureId, writer, memories, nameOf }, said);
  const words = await writePost(await parts.modelFor(config.model), request);
  if (words.kind === 'none')
    throw new ClaqueError('unavailable', `${bot.persona.name} gave no answer: ${words.sentence}`);
  return {
    answer: {
      text: words.text,
      tokens: words.tokens,
      provider: config.model.provider,
      model: config.model.name,
      memories: memories.map(({ about, text }) => `${nameOf(about)}: ${text}`),
      isRemembered,
    },
    drafts: isRemembered ? [draftOf(question, words.text)] : [],
  };
}

/** Members whom a text names, by their first or full name. */
function membersIn({ community: { bots } }: HeartbeatParts, text: string): string[] {
  const said = text.toLowerCase();
  return [...bots]
    .filter(([, { persona }]) => said.includes(persona.name.split(' ')[0]!.toLowerCase()))
    .map(([id]) => id);
}

const draftOf = (question: string, answer: string): MemoryDraft => ({
  kind: 'fact',
  about: 'an interview',
  text: `was asked “${cut(question)}” and said “${cut(answer)}”`,
  source: {
    kind: 'interview',
    ref: null,
    title: null,
  },
  strength: 0.6,
  valence: 0,
});

const cut = (text: string): string => (text.length <= 120 ? text : `${text.slice(0, 119).toWellFormed()}…`);
