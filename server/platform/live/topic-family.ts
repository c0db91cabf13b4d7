/** Topics of the stream by families: each system says which are its own, and what belongs to them. */
import type { Activity } from '../../contract/activity.ts';
import type { Session } from '../../contract/session.ts';
import { assert } from '../../kernel/errors.ts';
import type { LogFilter } from '../activity/activity-log.ts';

/** What a client may see of; null: of all of them. */
export type Ventures = readonly string[] | null;

export interface TopicFamily {
  readonly has: (topic: string) => boolean;
  /** Those of its topics that an activity belongs to. */
  readonly topicsOf: (activity: Activity) => readonly string[];
  /** The part of the log that one of its topics is. */
  readonly filterOf: (topic: string) => LogFilter;
  /** The present state behind one of its topics; without one clients read the API again. */
  readonly snapshot?: (topic: string, ventures: Ventures) => Promise<Session[]>;
}

/** Several families as the stream needs them. */
export function joined(families: readonly TopicFamily[]): Required<Omit<TopicFamily, 'has'>> {
  const familyOf = (topic: string): TopicFamily => {
    const family = families.find(({ has }) => has(topic));
    assert(family, `topic ${topic}, which the contract knows, has a family`);
    return family;
  };
  return {
    topicsOf: (activity) => families.flatMap(({ topicsOf }) => topicsOf(activity)),
    filterOf: (topic) => familyOf(topic).filterOf(topic),
    snapshot: (topic, ventures) => familyOf(topic).snapshot?.(topic, ventures) ?? Promise.resolve([]),
  };
}
