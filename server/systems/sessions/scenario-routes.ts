/** Routes that show the scenarios there are. */
import { z } from 'zod';
import { Scenario } from '../../contract/scenario.ts';
import { ListQuery, pageOf } from '../../contract/page.ts';
import { ScenarioSummary } from '../../contract/session.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import { pageExample, scenarioExample } from './examples.ts';

const tags = ['scenarios'];

export function scenarioRoutes(scenarios: ReadonlyMap<string, Scenario>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/scenarios',
      summary: 'List scenarios',
      description: 'What sessions can be started from, in order of their ids.',
      tags,
      access: ofDefaultVenture('read'),
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of scenarios.',
          schema: pageOf(ScenarioSummary, 'ScenarioPage'),
          example: pageExample(summaryOf(scenarioExample)),
        },
      },
      handle: ({ query: { limit, offset } }) => {
        const all = [...scenarios.values()].map(summaryOf);
        return ok({ items: all.slice(offset, offset + limit), total: all.length, limit, offset });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/scenarios/{id}',
      summary: 'Show a scenario',
      description: 'The whole script, with its defaults filled in.',
      tags,
      access: ofDefaultVenture('read'),
      params: z.strictObject({
        id: z
          .string()
          .min(1)
          .max(80)
          .meta({ description: 'Id of a scenario, such as webinar-drop.', example: 'webinar-drop' }),
      }),
      responses: {
        200: { description: 'The scenario.', schema: Scenario, example: scenarioExample },
      },
      errors: ['not-found'],
      handle: ({ params: { id } }) => {
        const scenario = scenarios.get(id);
        if (!scenario)
          throw new ClaqueError(
            'not-found',
            `There is no scenario “${id}”; there are: ${[...scenarios.keys()].join(', ')}.`,
          );
        return ok(scenario);
      },
    }),
  ];
}

const summaryOf = (scenario: Scenario): ScenarioSummary => ({
  id: scenario.id,
  title: scenario.title,
  event: scenario.event,
  description: scenario.description,
  format: scenario.format,
  durationSeconds: scenario.durationSeconds,
  attendeeCount: scenario.audience.attendeeCount,
  botCount: scenario.bots.length,
  expectedAnomalies: scenario.script.flatMap((change) => (change.expect === null ? [] : [change.expect])),
  defaultMode: scenario.conductor.mode,
});
