/** The one WebSocket of the panel: topics, resuming after the last number seen, and coming back by itself. */
import type { Activity } from '../../../server/contract/activity.ts';
import type { Session } from '../../../server/contract/session.ts';
import { type ClientMessage, ServerMessage } from '../../../server/contract/stream.ts';
import { backOffMs } from './back-off.ts';

export type StreamStatus = 'connecting' | 'live' | 'reconnecting';

export interface TopicListener {
  /** The last activity number this listener has seen; asked anew at each connection. */
  since(): number | undefined;
  onActivity(activity: Activity): void;
  onSnapshot?(sessions: readonly Session[], latest: number): void;
}

export interface StreamClientOptions {
  url: string;
  onStatus(status: StreamStatus): void;
  /** Anything arrived: the connection lives. */
  onMessage(): void;
}

export interface StreamClient {
  /** Listens to a topic; call what it returns to stop. */
  listen(topic: string, listener: TopicListener): () => void;
  close(): void;
}

/** A silent connection is checked by a ping; after twice this long without a word it counts as lost. */
const pingEveryMs = 10_000;

export function openStream(options: StreamClientOptions): StreamClient {
  const listeners = new Map<string, Set<TopicListener>>();
  let socket: WebSocket | null = null;
  let failureCount = 0;
  let lastHeardAt = 0;
  let isClosed = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const say = (message: ClientMessage) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  const subscribe = (topic: string, since?: number) => {
    const from = since ?? oldestSince(listeners.get(topic));
    say(from === undefined ? { type: 'subscribe', topic } : { type: 'subscribe', topic, since: from });
  };

  const hear = (message: ServerMessage) => {
    if (message.type === 'activity')
      for (const listener of listeners.get(message.topic) ?? []) listener.onActivity(message.activity);
    if (message.type === 'snapshot')
      for (const listener of listeners.get(message.topic) ?? [])
        listener.onSnapshot?.(message.sessions, message.latest);
    if (message.type === 'lagging') subscribe(message.topic, message.droppedFrom - 1);
  };

  const connect = () => {
    const current = new WebSocket(options.url);
    socket = current;
    current.onopen = () => {
      failureCount = 0;
      lastHeardAt = Date.now();
      options.onStatus('live');
      for (const topic of listeners.keys()) subscribe(topic);
    };
    current.onmessage = (event: MessageEvent<string>) => {
      lastHeardAt = Date.now();
      options.onMessage();
      const parsed = ServerMessage.safeParse(parseJson(event.data));
      if (parsed.success) hear(parsed.data);
      else console.warn('The stream sent something its contract does not know.', parsed.error);
    };
    current.onclose = () => {
      if (isClosed || socket !== current) return;
      failureCount += 1;
      options.onStatus('reconnecting');
      retryTimer = setTimeout(connect, backOffMs(failureCount, Math.random()));
    };
  };

  const heartbeat = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (Date.now() - lastHeardAt > 2 * pingEveryMs) socket.close();
    else say({ type: 'ping' });
  }, pingEveryMs);

  options.onStatus('connecting');
  connect();

  return {
    listen(topic, listener) {
      const ofTopic = listeners.get(topic) ?? new Set();
      ofTopic.add(listener);
      listeners.set(topic, ofTopic);
      subscribe(topic, listener.since());
      return () => {
        ofTopic.delete(listener);
        if (ofTopic.size > 0) return;
        listeners.delete(topic);
        say({ type: 'unsubscribe', topic });
      };
    },
    close() {
      isClosed = true;
      clearInterval(heartbeat);
      clearTimeout(retryTimer);
      socket?.close();
    },
  };
}

/** Two listeners of one topic share a subscription: it resumes where the one further behind stands. */
function oldestSince(listeners: ReadonlySet<TopicListener> = new Set()): number | undefined {
  const known = [...listeners].map((listener) => listener.since()).filter((since) => since !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
