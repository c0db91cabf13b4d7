/** A walk over every operation of a server: requests out of the document, each answer judged by it. */
import { Agent, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import type { Api, Operation } from './api.ts';
import type { WalkAnswer } from './judge.ts';
import { faultsOf } from './judge.ts';
import type { RequestSources, WalkRequest } from './requests.ts';
import { requestsOf } from './requests.ts';
import { schemaJudge } from './schema-judge.ts';

export interface Step {
  readonly operation: Operation;
  readonly request: WalkRequest;
}

export interface Walked extends Step {
  readonly answer: WalkAnswer;
  readonly faults: readonly string[];
}

/** So many requests, over all operations in turn: the same for the same seed and ids. */
export function stepsOf(api: Api, sources: RequestSources, { seed, count }: { seed: number; count: number }): Step[] {
  const rounds = Math.ceil(count / api.operations.length);
  const byOperation = api.operations.map((operation, index) =>
    fc.sample(requestsOf(operation, sources), { seed: seed * 1_000 + index, numRuns: rounds }),
  );
  const steps = Array.from({ length: rounds }, (_, round) =>
    api.operations.map((operation, index) => ({ operation, request: byOperation[index]![round]! })),
  );
  return steps.flat().slice(0, count);
}

const walkAgent = () => new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends requests one after the other, so that each one's time is its own. */
export async function walk(
  server: { readonly url: string; readonly folder: string },
  api: Api,
  steps: readonly Step[],
): Promise<Walked[]> {
  const judge = schemaJudge(api.schemas);
  const agent = walkAgent();
  const walked: Walked[] = [];
  try {
    for (const [index, step] of steps.entries()) {
      const headers = { 'x-forwarded-for': `10.0.${(index >> 8) % 256}.${index % 256}`, ...step.request.headers };
      const answer = await exchange(server.url, { ...step.request, headers }, agent);
      walked.push({ ...step, answer, faults: faultsOf({ ...step, answer }, judge, server.folder) });
    }
  } finally {
    agent.destroy();
  }
  return walked;
}

/** Without `fetch`, which tidies addresses and forbids headers. */
function exchange(url: string, { method, target, headers, body }: WalkRequest, agent: Agent): Promise<WalkAnswer> {
  const { hostname, port, host } = new URL(url);
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const beganMs = performance.now();
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      { hostname, port, method, path: target, agent, headers: { host, ...length, ...headers } },
      (response) => {
        buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              body: bytes.toString(),
              ms: performance.now() - beganMs,
            }),
          reject,
        );
      },
    );
    asked.on('error', reject).end(body ?? undefined);
  });
}

/** A fault as somebody can repeat it. */
export const toldOf = ({ operation, request, answer, faults }: Walked): string =>
  `${operation.name}: ${faults.join('; ').slice(0, 400)}\n  ${request.method} ${request.target.slice(0, 300)} ${JSON.stringify({ ...request.headers, authorization: undefined })} ${(request.body ?? '').slice(0, 300)}\n  ${answer.status} ${answer.body.slice(0, 300)}`;
