/** The words of a post: asked of the bot's model, cleaned, or a reason why there are none. */
import { cleaned, cleanedLine } from '../../language/clean-text.ts';
import type { LanguageModel, ModelRequest } from '../../language/port.ts';
import { failureTable } from '../../language/failures.ts';
import { totalTokens } from '../../language/usage.ts';
import type { Gate } from '../../contract/bot.ts';
import type { MemoryDraft } from '../../simulation/community/mind.ts';
import type { WrittenThread } from './prompts.ts';

/** Longest post and title that are kept, in characters; models are asked for far less. */
const longestPost = 2_000;
const longestTitle = 140;
/** Longest subject of a memory that a bot chose to keep. */
const longestSubject = 80;
/** How strong a memory is that a bot chose to keep. Assumed. */
const keptStrength = 0.6;

export interface Words {
  readonly kind: 'written';
  readonly title: string;
  readonly text: string;
  readonly remember: WrittenThread['remember'];
  readonly tokens: number;
}

export interface NoWords {
  readonly kind: 'none';
  readonly gate: Gate;
  readonly sentence: string;
  /** Whether a person has to look before the bot goes on. */
  readonly mustPause: boolean;
  readonly tokens: number;
}

/**
 * Asks for a post. Refused, broken, late or empty output is an outcome: the bot then does nothing, and says why (BC-7).
 */
export async function writePost(model: LanguageModel, request: ModelRequest): Promise<Words | NoWords> {
  const result = await model.complete(request);
  const tokens = totalTokens(result.usage);
  if (result.kind === 'failed') {
    const gate = result.code === 'cap_reached' ? 'cap' : 'model';
    const mustPause = failureTable[result.code].next === 'pause';
    return { kind: 'none', gate, sentence: result.sentence, mustPause, tokens };
  }
  const written = (request.schema ? result.value : { text: result.text }) as Partial<WrittenThread>;
  const text = cleaned(written.text ?? '', longestPost);
  const title = cleanedLine(written.title ?? '', longestTitle);
  if (text === '' || (written.title !== undefined && title === ''))
    return {
      kind: 'none',
      gate: 'model',
      sentence: 'The model wrote nothing that could be posted.',
      mustPause: false,
      tokens,
    };
  return { kind: 'written', title, text, remember: written.remember ?? [], tokens };
}

/** What the model wants kept, as drafts; an opinion of another member becomes a relationship. */
export function keptDrafts(
  remember: WrittenThread['remember'],
  ref: string,
  idOf: (name: string) => string | null,
): MemoryDraft[] {
  return remember.flatMap(({ kind, about, text }) => {
    const [subject, what] = [cleanedLine(about, longestSubject), cleanedLine(text, 300)];
    if (subject === '' || what === '') return [];
    const botId = idOf(subject);
    return [
      {
        kind: botId ? 'relationship' : kind === 'relationship' ? 'opinion' : kind,
        about: botId ?? subject,
        text: what,
        source: { kind: 'post', ref, title: null },
        strength: keptStrength,
        valence: 0,
      } as const,
    ];
  });
}

/** Ids of members named in a text as @id. */
export function mentionsIn(text: string, isMember: (id: string) => boolean): string[] {
  const named = [...text.matchAll(/(?<![\w.@-])@([a-z0-9]+(?:-[a-z0-9]+)*)/g)].map(([, id]) => id!);
  return [...new Set(named)].filter(isMember).slice(0, 10);
}
