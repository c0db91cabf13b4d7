import type { BotAction, Heartbeat } from '../../../../server/contract/bot.ts';
import { fetchHeartbeats } from '../../api/bots.ts';

const pageSize = 100;
/** Assumed: further back nobody asks. */
const searchedCount = 500;

/**
 * The newest heartbeat of a bot that fits; null if none of the last 500 does.
 *
 * @param action Only heartbeats that ended so are looked at; undefined: all.
 */
export async function findHeartbeat(
  botId: string,
  action: BotAction | undefined,
  fits: (heartbeat: Heartbeat) => boolean,
): Promise<Heartbeat | null> {
  for (let offset = 0; offset < searchedCount; offset += pageSize) {
    const { items, total } = await fetchHeartbeats(botId, { action, limit: pageSize, offset });
    const found = items.find(fits);
    if (found) return found;
    if (offset + items.length >= total) break;
  }
  return null;
}
