/** The contract's words as a person reads them, with their icon. One place, so that every view says the same. */
import type {
  AnomalyType,
  Category,
  ConductorState,
  InterventionKind,
  InterventionState,
  Mode,
  PolicyName,
  Severity,
} from '../../server/contract/vocabulary.ts';
import type { SessionStatus, StartSession } from '../../server/contract/session.ts';

interface Word {
  readonly label: string;
  readonly icon: string;
}

export const categoryWords: Record<Category, Word> = {
  high: { label: 'High', icon: 'i-lucide-trending-up' },
  steady: { label: 'Steady', icon: 'i-lucide-activity' },
  low: { label: 'Low', icon: 'i-lucide-trending-down' },
  critical: { label: 'Critical', icon: 'i-lucide-octagon-alert' },
};

export const anomalyWords: Record<AnomalyType, Word> = {
  SUDDEN_DROP: { label: 'Sudden drop', icon: 'i-lucide-arrow-down-to-line' },
  GRADUAL_DECLINE: { label: 'Gradual decline', icon: 'i-lucide-trending-down' },
  MASS_EXIT: { label: 'Mass exit', icon: 'i-lucide-door-open' },
  LOW_ENGAGEMENT: { label: 'Low engagement', icon: 'i-lucide-battery-low' },
};

export const severityWords: Record<Severity, string> = { WARNING: 'warning', CRITICAL: 'critical' };

export const kindWords: Record<InterventionKind, Word & { noun: string; letter: string; hint: string }> = {
  POLL: {
    label: 'Poll',
    noun: 'poll',
    icon: 'i-lucide-chart-bar-big',
    letter: 'P',
    hint: 'A question with answers, on every screen',
  },
  CHAT_PROMPT: {
    label: 'Chat prompt',
    noun: 'chat prompt',
    icon: 'i-lucide-message-circle-question-mark',
    letter: 'C',
    hint: 'An open question in the chat',
  },
  NOTIFICATION: {
    label: 'Notification',
    noun: 'notification',
    icon: 'i-lucide-bell-ring',
    letter: 'N',
    hint: 'A nudge to those who look away',
  },
  GAMIFICATION: {
    label: 'Gamification',
    noun: 'game',
    icon: 'i-lucide-trophy',
    letter: 'G',
    hint: 'Points, a quiz, a place on the board',
  },
};

export const conductorWords: Record<ConductorState, Word> = {
  monitoring: { label: 'Monitoring', icon: 'i-lucide-radar' },
  anomaly: { label: 'Anomaly', icon: 'i-lucide-triangle-alert' },
  deciding: { label: 'Deciding', icon: 'i-lucide-scale' },
  generating: { label: 'Generating', icon: 'i-lucide-pencil-line' },
  awaiting_approval: { label: 'Awaiting approval', icon: 'i-lucide-hand' },
  intervening: { label: 'Intervening', icon: 'i-lucide-zap' },
  measuring: { label: 'Measuring', icon: 'i-lucide-ruler' },
  learning: { label: 'Learning', icon: 'i-lucide-graduation-cap' },
};

export const modeWords: Record<Mode, { label: string; key: string; hint: string }> = {
  manual: { label: 'Manual', key: '1', hint: 'Each suggestion waits for you' },
  semi: { label: 'Semi', key: '2', hint: 'Confident suggestions approve themselves' },
  auto: { label: 'Auto', key: '3', hint: 'Every suggestion is approved at once' },
  shadow: { label: 'Shadow', key: '4', hint: 'Decides and writes it down, does nothing' },
  off: { label: 'Off', key: '0', hint: 'Detect, but suggest nothing' },
};

export const policyWords: Record<PolicyName, { label: string; hint: string }> = {
  thompson: {
    label: 'Thompson sampling',
    hint: 'Draws from what was learnt: mostly what works best, now and then what it knows little of.',
  },
  rules: {
    label: 'Rules',
    hint: 'A fixed order for each type of anomaly. It counts what came of it and does not use it: a yardstick.',
  },
  random: {
    label: 'Random',
    hint: 'Any kind that may be launched, with equal chances. It shows what choosing is worth.',
  },
};

export const wordingWords: Record<StartSession['wording'], { label: string; hint: string }> = {
  template: { label: 'Templates', hint: 'Written beforehand: at once, free, and the same for the same seed.' },
  model: {
    label: 'Language model',
    hint: 'Written for the topic and the last chat, within 3 s; else a template. It spends tokens.',
  },
};

/** Expired, dismissed by a person and cancelled are three different words everywhere. */
export const stateWords: Record<InterventionState, string> = {
  generating: 'generating',
  awaiting_approval: 'awaiting approval',
  approved: 'approved',
  active: 'measuring',
  measured: 'measured',
  dismissed: 'dismissed',
  expired: 'expired',
  cancelled: 'cancelled',
  shadowed: 'in shadow',
};

export const statusWords: Record<SessionStatus, Word> = {
  running: { label: 'Running', icon: 'i-lucide-circle-play' },
  paused: { label: 'Paused', icon: 'i-lucide-circle-pause' },
  ended: { label: 'Ended', icon: 'i-lucide-circle-check' },
  failed: { label: 'Failed', icon: 'i-lucide-circle-x' },
};

/** A variant's name in words: `quick_pulse` reads "quick pulse". */
export const variantWords = (variant: string) => variant.replaceAll(/[_-]+/g, ' ');

const purposes: Readonly<Record<string, string>> = {
  call_turn: 'turn of the bot',
  contact_turn: 'turn of the contact',
  call_analysis: 'analysis of the call',
  coach_chat: 'answer of the coach',
  coach_enrich: 'advice in words',
};
/** What a language model was asked for. */
export const purposeWords = (purpose: string): string => purposes[purpose] ?? purpose.replaceAll('_', ' ');
