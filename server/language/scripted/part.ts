import type { RawToolCall } from '../finish-answer.ts';
import type { ModelRequest } from '../port.ts';
import type { Draw } from './draw.ts';
import type { Facts } from './facts.ts';

/** What a part says: as a person would read it, and as the value that a schema would ask for. */
export interface Line {
  readonly text: string;
  readonly value: unknown;
  /** Tools it asks for; what they come to is for whoever offered them. */
  readonly toolCalls?: readonly Omit<RawToolCall, 'id'>[];
}

/** What a part has to go by. */
export interface Ask {
  readonly request: ModelRequest;
  readonly facts: Facts;
  readonly draw: Draw;
}

/** One purpose of the scripted provider: a pure function of what is asked. */
export type Part = (ask: Ask) => Line;
