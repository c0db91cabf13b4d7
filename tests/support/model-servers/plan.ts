/** What a local model server does with one request: it answers, or misbehaves on command. */
export interface PlannedAnswer {
  readonly kind: 'answer';
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: Record<string, unknown> }[];
  /** The stop reason in the provider's own word. */
  readonly stop?: string;
  readonly inputTokens?: unknown;
  readonly outputTokens?: unknown;
}

export type Plan =
  | PlannedAnswer
  | { readonly kind: 'status'; readonly status: number; readonly message: string; readonly retryAfter?: string }
  /** Closes the connection without a byte. */
  | { readonly kind: 'reset' }
  /** Takes the request and never says anything. */
  | { readonly kind: 'no_headers' }
  | { readonly kind: 'headers_then_silence' }
  /** Sends part of an answer, then ends the body in good order. */
  | { readonly kind: 'cut'; readonly text: string }
  /** Sends part of an answer, then closes the connection. */
  | { readonly kind: 'broken_off'; readonly text: string }
  /** Sends part of an answer, then an error in the stream. */
  | { readonly kind: 'error_in_stream'; readonly text: string; readonly message: string }
  /** Sends part of an answer, then nothing more. */
  | { readonly kind: 'stall'; readonly text: string }
  | { readonly kind: 'html' }
  /** Sends a proper stream whose bytes come one at a time. */
  | { readonly kind: 'byte_by_byte'; readonly text: string }
  | { readonly kind: 'garbled'; readonly text: string }
  | { readonly kind: 'flood' };

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}
