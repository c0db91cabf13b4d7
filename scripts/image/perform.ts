/** Performs the steps of a Dockerfile in folders instead of containers: each stage has one that stands for its root. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Copy, Stage } from './dockerfile.ts';

export interface Performed {
  readonly stage: Stage;
  /** The folder that stands for /. */
  readonly root: string;
  /** Where its command starts. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Place {
  /** Where the stages' folders go. */
  readonly scratch: string;
  /** The folder that the image is built from, and what of it is not ignored. */
  readonly context: string;
  readonly sent: readonly string[];
  /** For the commands that it is built with. */
  readonly buildVariables: Readonly<Record<string, string>>;
}

/** @throws {Error} naming the step that failed. */
export function perform(stages: readonly Stage[], place: Place): Map<string, Performed> {
  const performed = new Map<string, Performed>();
  for (const stage of stages) performed.set(stage.name, performStage(stage, performed, place));
  return performed;
}

function performStage(stage: Stage, before: ReadonlyMap<string, Performed>, place: Place): Performed {
  const root = path.join(place.scratch, stage.name);
  mkdirSync(root);
  const inside = (folder: string) => (to: string) => path.join(root, path.resolve(folder, to));
  let folder = '/';
  const environment: Record<string, string> = {};
  for (const step of stage.steps) {
    if (step.kind === 'workdir')
      mkdirSync(inside((folder = path.resolve(folder, step.folder)))('.'), { recursive: true });
    else if (step.kind === 'env') Object.assign(environment, placedIn(root, step.variables));
    else if (step.kind === 'copy') copy(step, inside(folder), before, place);
    else run(step.command, inside(folder)('.'), { ...buildEnvironment(), ...place.buildVariables, ...environment });
  }
  return { stage, root, folder: inside(folder)('.'), environment };
}

/** A path of the image is one below the folder that stands for it. */
const placedIn = (root: string, variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.startsWith('/') ? path.join(root, value) : value]),
  );

/** As Docker does it: of a folder its content is copied, a file goes into a target that is a folder. */
function copy(
  { from, sources, target }: Copy,
  inside: (to: string) => string,
  before: ReadonlyMap<string, Performed>,
  { context, sent }: Place,
): void {
  const stage = from === null ? null : before.get(from);
  if (stage === undefined) throw new Error(`COPY --from=${from}: there is no such stage before it.`);
  const isFolder = /(^|\/)\.?$/.test(target);
  const origins = sources.flatMap((source) => {
    if (stage) return [path.join(stage.root, path.resolve('/', source))];
    if (source === '.') return sent.map((name) => path.join(context, name));
    if (!sent.includes(source.split('/')[0]!)) throw new Error(`COPY ${source}: .dockerignore leaves it out.`);
    return [path.join(context, source)];
  });
  for (const origin of origins) {
    if (!existsSync(origin)) throw new Error(`COPY: there is no ${path.basename(origin)}.`);
    const keepsName = isFolder && (!statSync(origin).isDirectory() || sources.includes('.'));
    const to = keepsName ? path.join(inside(target), path.basename(origin)) : inside(target);
    cpSync(origin, to, { recursive: true, verbatimSymlinks: true });
  }
}

function run(command: string, cwd: string, env: NodeJS.ProcessEnv): void {
  process.stdout.write(`RUN ${command}\n`);
  const { status } = spawnSync('sh', ['-c', command], { cwd, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`RUN ${command} ended with code ${status}.`);
}

/** This machine's, for the registry and the proxy, without what npm says about the package that this is a script of. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const isOurs =
    /^(npm_(lifecycle|package|command|execpath|node_execpath|config_local_prefix)|CLAQUE_|NODE_ENV|INIT_CWD)/;
  const kept = Object.entries(process.env).filter(([name]) => !isOurs.test(name));
  const node = path.dirname(process.execPath);
  return { ...Object.fromEntries(kept), PATH: `${node}${path.delimiter}${process.env['PATH'] ?? ''}` };
}
