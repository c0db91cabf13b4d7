/** Where language comes from, as a person reads it. */
import type { ProviderState } from '../../../../server/contract/bot.ts';

interface ProviderWord {
  label: string;
  icon: string;
  text: string;
  /** The environment variable that configures it; null where it needs none. */
  variable: string | null;
  /** What to do with it, after its name. */
  setting: string;
}

export const providerWords: Record<ProviderState['provider'], ProviderWord> = {
  scripted: {
    label: 'Scripted',
    icon: 'i-lucide-scroll-text',
    text: 'Built in: needs nothing, costs nothing, and says the same under the same seed.',
    variable: null,
    setting: '',
  },
  ollama: {
    label: 'Ollama',
    icon: 'i-lucide-hard-drive',
    text: 'Models on a machine of your own. They cost no dollars; their tokens count.',
    variable: 'OLLAMA_HOST',
    setting: 'in the server’s environment says where it runs, if not on this machine at its usual port.',
  },
  anthropic: {
    label: 'Anthropic',
    icon: 'i-lucide-cloud',
    text: 'Claude over its Messages API, paid by token.',
    variable: 'ANTHROPIC_API_KEY',
    setting: 'in the server’s environment configures it; start the server again. No key is ever typed into the panel.',
  },
};

/**
 * One word for the state, with an icon, so that colour never says it alone.
 *
 * @param isAnswering What it answered when a person asked just now; null where nobody did.
 */
export function healthOf(
  { isConfigured, health, models }: Pick<ProviderState, 'isConfigured' | 'health' | 'models'>,
  isAnswering: boolean | null = null,
) {
  if (!isConfigured) return { label: 'not configured', icon: 'i-lucide-circle-dashed', tone: 'text-muted' };
  if (isAnswering === false) return { label: 'does not answer', icon: 'i-lucide-circle-x', tone: 'text-critical' };
  if (health === 'degraded') return { label: 'degraded', icon: 'i-lucide-triangle-alert', tone: 'text-low' };
  // No call has failed because none can be made.
  if (models.length === 0) return { label: 'no model', icon: 'i-lucide-triangle-alert', tone: 'text-low' };
  if (health === 'good') return { label: 'good', icon: 'i-lucide-circle-check', tone: 'text-high' };
  return { label: 'not asked yet', icon: 'i-lucide-circle-help', tone: 'text-muted' };
}
