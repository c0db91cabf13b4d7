/** Reads a Dockerfile, as far as ours goes: what it does not know it refuses, so that no step is passed over in silence. */

export interface Copy {
  readonly kind: 'copy';
  /** Name of the stage; null means the folder that the image is built from. */
  readonly from: string | null;
  readonly owner: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

export type Step =
  | Copy
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'workdir'; readonly folder: string }
  | { readonly kind: 'env'; readonly variables: Readonly<Record<string, string>> };

export interface Stage {
  readonly base: string;
  readonly name: string;
  readonly steps: readonly Step[];
  readonly user: string | null;
  readonly volumes: readonly string[];
  readonly ports: readonly string[];
  readonly command: readonly string[] | null;
  readonly healthCheck: readonly string[] | null;
}

type Draft = { -readonly [Key in keyof Stage]: Stage[Key] };

/** @throws {Error} naming the line, if it holds what this does not know. */
export function readDockerfile(text: string): Stage[] {
  const stages: Draft[] = [];
  for (const line of linesOf(text)) {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.+)$/s.exec(line) ?? [];
    const stage = stages.at(-1);
    if (instruction === 'FROM') stages.push(stageOf(rest));
    else if (!stage || !take(stage, instruction, rest))
      throw new Error(`The Dockerfile holds an unknown line: ${line}`);
  }
  return stages;
}

/** Without comments and empty lines; what a backslash continues is one line. */
const linesOf = (text: string): string[] =>
  text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function stageOf(rest: string): Draft {
  const [, base, name] = /^(\S+) AS (\S+)$/.exec(rest) ?? [];
  if (base === undefined || name === undefined) throw new Error(`FROM needs the form “image AS name”: ${rest}`);
  return { base, name, steps: [], user: null, volumes: [], ports: [], command: null, healthCheck: null };
}

/** @returns Whether it knows the instruction. */
function take(stage: Draft, instruction: string, rest: string): boolean {
  const step = stepOf(instruction, rest);
  if (step) stage.steps = [...stage.steps, step];
  else if (instruction === 'USER') stage.user = rest;
  else if (instruction === 'VOLUME') stage.volumes = rest.split(/\s+/);
  else if (instruction === 'EXPOSE') stage.ports = rest.split(/\s+/);
  else if (instruction === 'CMD') stage.command = listOf(rest);
  else if (instruction === 'HEALTHCHECK') stage.healthCheck = listOf(rest.replace(/^(--\S+\s+)*CMD\s+/, ''));
  else return false;
  return true;
}

function stepOf(instruction: string, rest: string): Step | null {
  if (instruction === 'RUN' && !rest.startsWith('--')) return { kind: 'run', command: rest };
  if (instruction === 'WORKDIR') return { kind: 'workdir', folder: rest };
  if (instruction === 'ENV') return { kind: 'env', variables: variablesOf(rest) };
  return instruction === 'COPY' ? copyOf(rest.split(/\s+/)) : null;
}

function variablesOf(rest: string): Record<string, string> {
  const pairs = rest.split(/\s+/).map((pair) => /^(\w+)=([^'"$\\]*)$/.exec(pair)?.slice(1) ?? null);
  if (pairs.includes(null)) throw new Error(`ENV needs the form “NAME=value”, without quotes and variables: ${rest}`);
  return Object.fromEntries(pairs as [string, string][]);
}

function copyOf(words: readonly string[]): Copy {
  const flags = words.filter((word) => word.startsWith('--'));
  const paths = words.filter((word) => !word.startsWith('--'));
  const valueOf = (name: string) => flags.find((flag) => flag.startsWith(`--${name}=`))?.split('=')[1] ?? null;
  const [from, owner] = [valueOf('from'), valueOf('chown')];
  if (paths.length < 2 || flags.length !== [from, owner].filter((value) => value !== null).length)
    throw new Error(`COPY holds what this does not know: ${words.join(' ')}`);
  return { kind: 'copy', from, owner, sources: paths.slice(0, -1), target: paths.at(-1)! };
}

/** Of the form that no shell reads: a shell would be process 1 and pass no signal on. @throws {SyntaxError} if it is not. */
const listOf = (rest: string): string[] => JSON.parse(rest) as string[];

/**
 * What .dockerignore leaves in: ours leaves everything out and names the rest.
 *
 * @throws {Error} if it is of another form.
 */
export function readIgnored(text: string): string[] {
  const [first, ...rest] = linesOf(text);
  if (first !== '*' || !rest.every((line) => /^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore must begin with * and then name files and folders, each with ! before it.');
  return rest.map((line) => line.slice(1));
}
