import type { ModelRequest } from '../port.ts';
import type { Draw } from './draw.ts';

/** What a part says: as a person would read it, and as the value that a schema would ask for. */
export interface Line {
  readonly text: string;
  readonly value: unknown;
}

/** One purpose of the scripted provider: a pure function of the request and its draws. */
export type Part = (request: ModelRequest, draw: Draw) => Line;
