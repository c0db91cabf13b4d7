import { type ChartColours, withOpacity } from '../components/session/chart-colours.ts';
import { others, ventureAsBot } from '../components/statistics/usage-figures.ts';
import { useBots } from './useBots.ts';

/** Names and colours of what a series can be of: a bot, the venture itself, or the bots there is no room for. */
export function useStatisticsNames() {
  const { byId, nameOf } = useBots();
  const unknownColour = '#8b94a7';
  return {
    nameOf: (id: string) => {
      if (id === ventureAsBot) return 'The venture itself';
      return id === others ? 'All others' : nameOf(id);
    },
    /** A canvas needs the theme’s colours as they are computed now. */
    colourOf: (id: string, colours?: ChartColours) => {
      if (id === others && colours) return withOpacity(colours.ghost, 0.45);
      return byId.value.get(id)?.avatarColour ?? colours?.ghost ?? unknownColour;
    },
    /** Whether there is a view of its own to go to. */
    isBot: (id: string) => id !== ventureAsBot && id !== others,
  };
}
