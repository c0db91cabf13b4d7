/** `claque doctor`: what is wrong, or could be, with what to do about each finding. Changes nothing. */
import { accessFinding, portFinding, providerFindings } from './doctor/reach.ts';
import type { Finding } from './doctor/finding.ts';
import { readKnownData } from './doctor/known-data.ts';
import type { VariableState } from './doctor/settings.ts';
import { fileFindings, modelFindings, readSettings } from './doctor/settings.ts';
import { databaseFindings, folderFindings, holderFinding } from './doctor/storage.ts';
import { clockFinding, nodeFinding, panelFinding, timeZoneFinding } from './doctor/surroundings.ts';

/** @returns Whether a server could start and work. */
export async function doctorCommand(
  { json = false }: { json?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const { config, variables, findings: configuration } = readSettings(environment);
  const { dataFolder } = config;
  const { holder, finding: lock } = await holderFinding(dataFolder);
  const { hasAdministrator, newestMs, timeZones } = await readKnownData(config);
  const findings = [
    nodeFinding(process.versions.node),
    ...configuration,
    ...fileFindings(config),
    ...modelFindings(config),
    ...folderFindings(dataFolder),
    lock,
    ...(await databaseFindings(dataFolder)),
    await portFinding(config, holder),
    accessFinding(config, hasAdministrator),
    panelFinding(config.panelFolder),
    clockFinding(Date.now(), newestMs),
    timeZoneFinding(timeZones),
    ...(await providerFindings(config)),
  ];
  const isHealthy = findings.every(({ state }) => state !== 'stop');
  process.stdout.write(
    json ? `${JSON.stringify({ isHealthy, findings, variables }, null, 2)}\n` : report(findings, variables),
  );
  return isHealthy;
}

const marks: Readonly<Record<Finding['state'], string>> = { ok: 'ok  ', note: 'note', stop: 'STOP' };

function report(findings: readonly Finding[], variables: readonly VariableState[]): string {
  const set = variables.filter(({ isStandard }) => !isStandard).map(({ name, value }) => `${name}=${value}`);
  const lines = findings.flatMap(({ about, state, sentence, advice }) => [
    `${marks[state]}  ${about}: ${sentence}`,
    ...(advice === null ? [] : [`      ${advice}`]),
  ]);
  const stopping = findings.filter(({ state }) => state === 'stop').length;
  const verdict = stopping === 0 ? 'Nothing stops the server.' : `${stopping} of these stop the server.`;
  return `${lines.join('\n')}\nset: ${set.join(' ') || 'nothing'}\n${verdict}\n`;
}
