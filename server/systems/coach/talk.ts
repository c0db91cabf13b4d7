/** Asks a language model about advice: follow-up questions and what may be added (CO-4). Without one the template stands. */
import type { Logger } from 'pino';
import type { CoachAnswer, CoachQuestion, Recommendation } from '../../contract/coach.ts';
import { cleanedLine } from '../../language/clean-text.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../language/port.ts';
import { totalTokens } from '../../language/usage.ts';
import type { Wait } from '../../language/wait.ts';
import type { AdviceFacts } from './prompts.ts';
import { chatRequest, enrichRequest, factsOf, usable } from './prompts.ts';
import { suggestedQuestions } from './questions.ts';
import type { Advice } from './template.ts';

/** How long a person waits for an answer, and an insight for what is added to it. Assumed. */
const deadlineMs = 20_000;
const longestNote = 280;

export interface TalkParts {
  readonly model: () => Promise<LanguageModel>;
  readonly wait: Wait;
  readonly log: Logger;
}

type Outcome =
  | { readonly text: string; readonly answer: ModelAnswer; readonly model: LanguageModel }
  | { readonly why: string };

export class Talk {
  readonly #parts: TalkParts;

  constructor(parts: TalkParts) {
    this.#parts = parts;
  }

  /** Never throws for what a model does: the template's own words answer then, and the note says why. */
  async answer(recommendation: Recommendation, question: CoachQuestion): Promise<CoachAnswer> {
    const facts = factsOf(recommendation);
    const said = [question.question, ...question.conversation.map(({ text }) => text)].join(' ');
    const outcome = await this.#ask(chatRequest(recommendation.ventureId, facts, question), facts, said);
    const asked = new Set([question.question, ...question.conversation.map(({ text }) => text)]);
    const next = suggestedQuestions.filter((suggestion) => !asked.has(suggestion));
    if ('why' in outcome) {
      const { text, action } = recommendation;
      const none = { provider: null, model: null, tokens: null };
      return { text: `${text} ${action}`, source: 'template', note: outcome.why, ...none, suggestedQuestions: next };
    }
    const { provider, name } = outcome.model;
    const tokens = totalTokens(outcome.answer.usage);
    return { text: outcome.text, source: 'model', note: null, provider, model: name, tokens, suggestedQuestions: next };
  }

  /** What a model adds to advice, or null where the template's text is to stand alone. */
  async enrich(ventureId: string, advice: Advice): Promise<string | null> {
    const model = await this.#parts.model().catch(() => null);
    if (model?.provider === 'scripted') return null; // It could only say the figures again.
    const facts = factsOf({
      ...advice,
      figures: [...advice.figures] as Recommendation['figures'],
      prediction: shownOf(advice),
    });
    const outcome = await this.#ask(enrichRequest(ventureId, facts), facts, '');
    if (!('why' in outcome)) return outcome.text;
    this.#parts.log.info({ template: advice.templateId, why: outcome.why }, 'Advice stands without a model’s words');
    return null;
  }

  async #ask(request: ModelRequest, facts: AdviceFacts, said: string): Promise<Outcome> {
    const { model: modelOf, wait, log } = this.#parts;
    const late = new AbortController();
    const isOver = new AbortController();
    const overdue = async (): Promise<Outcome> => {
      await wait(deadlineMs, isOver.signal);
      late.abort();
      return { why: `The model was late: ${deadlineMs / 1_000} seconds went by without an answer.` };
    };
    const complete = async (): Promise<Outcome> => {
      const model = await modelOf();
      const answer = await model.complete({ ...request, signal: late.signal });
      if (answer.kind === 'failed') return { why: cleanedLine(answer.sentence, longestNote) };
      const shown = usable(answer.text, facts, said);
      return 'why' in shown ? shown : { text: shown.text, answer, model };
    };
    try {
      return await Promise.race([complete(), overdue()]);
    } catch (error) {
      log.error({ err: error }, 'A model could not be asked about advice');
      return { why: 'The model could not be asked; the server’s log says more.' };
    } finally {
      isOver.abort();
    }
  }
}

/** Only its words matter here. */
const shownOf = ({ prediction }: Advice): Recommendation['prediction'] => ({
  ...prediction,
  madeAt: '',
  dueAt: '',
  state: 'open',
  value: null,
  checkedAt: null,
  voidReason: null,
});
