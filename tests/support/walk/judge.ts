/** What the document has against an answer; and what no answer may hold at all (PL-8, PL-9). */
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { errorTable } from '../../../server/kernel/errors.ts';
import type { Operation } from './api.ts';
import type { WalkRequest } from './requests.ts';
import type { Judge } from './schema-judge.ts';

export interface WalkAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly ms: number;
}

/** The folder of the checkout and of its data: an answer that names one tells of the machine. */
const root = path.resolve(import.meta.dirname, '../../..');

/** Longest that any answer may take, in ms: what hangs hangs longer. Times are measured by `npm run bench:api`. */
const deadlineMs = 10_000;

/** @param folder Where the server keeps its data. @returns Faults as sentences; none where all is well. */
export function faultsOf(
  { operation, request, answer }: { operation: Operation; request: WalkRequest; answer: WalkAnswer },
  judge: Judge,
  folder: string,
): string[] {
  const { status, body, ms } = answer;
  const faults = [
    ...(status >= 500 && !(status === 503 && '503' in operation.responses) ? [`it is a ${status}`] : []),
    ...(ms > deadlineMs ? ['it takes longer than it may'] : []),
    ...(body.includes(root) || body.includes(folder) ? ['it names a folder of the machine'] : []),
    ...(/\bat (?:\S+ )?\(?(?:file:|node:|\/)\S+:\d+:\d+|node_modules\//.test(body) ? ['it shows a stack'] : []),
    ...(status >= 400 ? problemFaults(answer) : []),
    ...(answer.headers['set-cookie']?.some((cookie) => !cookie.startsWith('claque_')) ? ['it sets a cookie'] : []),
  ];
  return request.isOwn ? [...faults, ...declarationFaults(operation, answer, judge)] : faults;
}

/** Every error is problem details whose type stands in the table of errors, with that status. */
function problemFaults({ status, headers, body }: WalkAnswer): string[] {
  if (headers['content-type'] !== 'application/problem+json; charset=utf-8')
    return isReadiness(body) ? [] : [`its content type is ${headers['content-type']}`];
  const { type, status: said } = JSON.parse(body) as { type: string; status: number };
  const code = type.replace('/problems/', '') as keyof typeof errorTable;
  const isKnown = errorTable[code]?.status === status && said === status;
  return isKnown ? [] : [`it is ${type} with ${said} under ${status}`];
}

/** /health/ready answers 503 with what is not ready. */
const isReadiness = (body: string): boolean => body.startsWith('{"isReady":false');

function declarationFaults(operation: Operation, { status, headers, body }: WalkAnswer, judge: Judge): string[] {
  const declared = operation.responses[String(status)];
  if (!declared) return [`${status} is not declared: ${body.slice(0, 200)}`];
  if (Object.keys(declared.content ?? {}).length === 0) return body === '' ? [] : [`${status} has a body`];
  const type = headers['content-type'] ?? '';
  const entry = Object.entries(declared.content!).find(([name]) => mediaTypeOf(name) === mediaTypeOf(type));
  if (!entry) return [`${type} is not declared for ${status}`];
  const [name, { schema }] = entry;
  return judge(schema, name.includes('json') ? JSON.parse(body) : body).map((fault) => `${status}: ${fault}`);
}

const mediaTypeOf = (type: string): string => type.split(';')[0]!.trim();
