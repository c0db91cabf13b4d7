/** The scenario: the script of a session, as a person writes it in YAML. */
import { z } from 'zod';
import { AnomalyType, Format, type InterventionKind, Mode } from './vocabulary.ts';

const ratio = z.number().min(0).max(1);
const seconds = z.int().min(0).max(86_400);

/** Why attention falls. Only the simulator knows it; which interventions help depends on it. */
export const Cause = z.enum(['tiring', 'confusing', 'off_topic', 'technical_fault', 'competing_event']);
export type Cause = z.infer<typeof Cause>;

export const Segment = z.strictObject({
  atSeconds: seconds.describe('When the segment begins, in seconds of session time.'),
  title: z.string().min(1).max(120),
  appealRatio: ratio.describe('What the content gives an average attendee: the attention it would settle at, 0 to 1.'),
});
export type Segment = z.infer<typeof Segment>;

export const ScriptedChange = z
  .strictObject({
    atSeconds: seconds.describe('When the change begins. The conductor is not told.'),
    label: z.string().min(1).max(160).describe('What happens, in words.'),
    appealRatio: ratio.describe('The appeal of the content once the change is complete.'),
    overSeconds: seconds.default(0).describe('How long the change takes, linearly. 0: at once.'),
    forSeconds: seconds.optional().describe('After how long the appeal returns to its segment. Left out: it stays.'),
    leaveRatio: ratio
      .default(0)
      .describe('The share of those present that the change drives out, over leaveOverSeconds.'),
    leaveOverSeconds: z.int().min(1).max(3_600).default(30),
    cause: Cause.default('tiring').describe('Why; decides which interventions help.'),
    expect: AnomalyType.nullable().default(null).describe('The anomaly a good conductor reports, or null for none.'),
  })
  .describe('Something that happens to the audience. Results are judged by its `expect`.');
export type ScriptedChange = z.infer<typeof ScriptedChange>;

export const Audience = z.strictObject({
  attendeeCount: z.int().min(0).max(1_000_000).describe('Synthetic attendees that come to the session.'),
  preset: z
    .enum(['committed', 'casual'])
    .default('committed')
    .describe('How long they tend to stay: about 0.87 (committed) or 0.68 (casual) of the length.'),
  presentAtStartRatio: ratio.default(0.6).describe('The share that is there when the session begins.'),
  arrivalMeanSeconds: z.number().min(1).max(3_600).default(45).describe('Mean delay of the others.'),
});
export type Audience = z.infer<typeof Audience>;

/** What a format leads one to expect, per attendee present; each part of the score is measured against it (EC-2). */
export const Norms = z.strictObject({
  chatPerMinutePerAttendee: z.number().positive().max(60),
  reactionsPerMinutePerAttendee: z.number().positive().max(60),
  leavesPerMinutePerAttendee: z.number().positive().max(60),
  activeRatio: z.number().positive().max(1),
  pollParticipationRatio: z.number().positive().max(1),
});
export type Norms = z.infer<typeof Norms>;

export const Cooldowns = z.strictObject({
  POLL: z.int().min(0).max(7_200),
  CHAT_PROMPT: z.int().min(0).max(7_200),
  NOTIFICATION: z.int().min(0).max(7_200),
  GAMIFICATION: z.int().min(0).max(7_200),
});
export type Cooldowns = z.infer<typeof Cooldowns>;

export const ConductorSettings = z.strictObject({
  mode: Mode.default('auto'),
  semiConfidenceRatio: ratio
    .default(0.75)
    .describe('In semi mode, suggestions at least this confident approve themselves.'),
  suggestionExpirySeconds: z
    .int()
    .min(5)
    .max(3_600)
    .default(90)
    .describe('After how long an unanswered suggestion expires.'),
  cooldownSeconds: Cooldowns.partial().default({}).describe('Overrides of the cooldowns per kind (EC-11).'),
  norms: Norms.partial().default({}).describe('Overrides of the format preset (EC-2).'),
});
export type ConductorSettings = z.infer<typeof ConductorSettings>;

export const Scenario = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as webinar-drop'),
    title: z.string().min(1).max(160).describe('Title of the session.'),
    event: z.string().min(1).max(160).describe('The live event the session belongs to.'),
    description: z.string().min(1).max(600).describe('What the scenario shows, for a person choosing one.'),
    format: Format,
    durationSeconds: z.int().min(60).max(86_400),
    buildUpSeconds: seconds.default(150).describe('The agenda’s warm-up: people arrive, nothing is judged yet.'),
    windDownSeconds: seconds.default(60).describe('The agenda’s end: leaving is expected, nothing is judged any more.'),
    topic: z.strictObject({
      subject: z.string().min(1).max(120),
      keywords: z.array(z.string().min(1).max(60)).min(1).max(24),
      isTechnical: z.boolean().default(false),
    }),
    audience: Audience,
    segments: z.array(Segment).min(1).max(200),
    script: z.array(ScriptedChange).max(100).default([]),
    bots: z
      .array(z.string().min(1).max(60))
      .max(50)
      .default([])
      .describe('Ids of personas in bots/ that sit in the session.'),
    interventionEffectRatio: z
      .number()
      .min(0)
      .max(3)
      .default(1)
      .describe(
        'Scales how far attendees take an intervention in. 0: nobody notices any; a run is then its own counterfactual.',
      ),
    conductor: ConductorSettings.prefault({}),
  })
  .superRefine((scenario, context) => {
    const late = (path: string, index: number, atSeconds: number) => {
      if (atSeconds < scenario.durationSeconds) return;
      context.addIssue({
        code: 'custom',
        path: [path, index, 'atSeconds'],
        message: `lies at ${atSeconds} s, but the session ends at ${scenario.durationSeconds} s: use a smaller number`,
      });
    };
    scenario.segments.forEach((segment, index) => late('segments', index, segment.atSeconds));
    scenario.script.forEach((change, index) => late('script', index, change.atSeconds));
    if (scenario.segments[0]?.atSeconds !== 0)
      context.addIssue({
        code: 'custom',
        path: ['segments', 0, 'atSeconds'],
        message: 'the first segment must begin at 0',
      });
    for (const path of ['segments', 'script'] as const)
      scenario[path].forEach((entry, index) => {
        const before = scenario[path][index - 1];
        if (before && before.atSeconds > entry.atSeconds)
          context.addIssue({
            code: 'custom',
            path: [path, index, 'atSeconds'],
            message: `comes after an entry at ${before.atSeconds} s: put the entries in order of time`,
          });
      });
    if (scenario.buildUpSeconds + scenario.windDownSeconds >= scenario.durationSeconds)
      context.addIssue({
        code: 'custom',
        path: ['buildUpSeconds'],
        message: 'build-up and wind-down together must be shorter than the session',
      });
  })
  .meta({ id: 'Scenario', description: 'The script of a session: audience, topic, what happens when.' });
export type Scenario = z.infer<typeof Scenario>;
/** A scenario as written, before defaults are filled in. */
export type ScenarioSource = z.input<typeof Scenario>;

/** The kinds in the order in which cooldowns are documented (EC-11): polls 2 min, chat prompts 1 min, notifications 5 min, gamification 10 min. */
export const defaultCooldownSeconds: Record<InterventionKind, number> = {
  POLL: 120,
  CHAT_PROMPT: 60,
  NOTIFICATION: 300,
  GAMIFICATION: 600,
};
