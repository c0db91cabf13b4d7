import type { Heartbeat } from '../../../../server/contract/bot.ts';
import { fetchHeartbeats } from '../../api/bots.ts';

const pageSize = 100;
/** Assumed: further back nobody asks; at turbo a bot has five hundred heartbeats in an hour and a half. */
const searchedCount = 500;

/** The newest heartbeat of a bot that fits, among its last 500; null if none does. */
export async function findHeartbeat(botId: string, fits: (heartbeat: Heartbeat) => boolean): Promise<Heartbeat | null> {
  for (let offset = 0; offset < searchedCount; offset += pageSize) {
    const { items, total } = await fetchHeartbeats(botId, { limit: pageSize, offset });
    const found = items.find(fits);
    if (found) return found;
    if (offset + items.length >= total) break;
  }
  return null;
}
