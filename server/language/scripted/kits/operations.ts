import { kit } from './kit.ts';

export const operations = kit(
  'reliab incident on-?call operations backup restor(?:e|ing) outage deploy monitor alert deadline runbook uptime postmortem page[dr] infrastructure recover',
  {
    claims: `
    a backup is a wish until somebody has restored it
    the runbook that nobody has opened this year is fiction
    an alert without an owner is [noise|decoration]
    most outages begin with a change that [looked harmless|was too small to announce]
    the person on call should be able to [say no|stop a release]
    a deadline that moves twice was never a deadline
    the quiet failures cost more than the loud ones
    recovery time is worth more than [one more nine|another nine of uptime]
    a good incident report names [a cause and no culprit|what happened and spares the names]
    practice at noon beats heroism at three in the morning`,
    troubles: `
    the alert fires so often that people mute it
    the restore works and takes [eleven hours|a whole night]
    the one person who knows the system is on holiday
    the dashboard stays green because the probe asks the wrong question
    everybody is in the call and nobody is in charge
    the fix goes out on a Friday with nobody left to watch it`,
    steps: `
    restore last night’s backup on a spare machine
    delete every alert that nobody acted on this [month|quarter]
    give the incident one person who decides
    write down the first three commands of the runbook and try them
    break something small on purpose, in daylight
    put a name and a date on every open action
    move the release to a morning
    read the last three incident reports side by side`,
    measures: `
    the time from the alert to the first human
    the length of a full restore
    the number of pages that needed no action
    the open actions from the last review
    the age of the newest backup that was tested
    the hours of sleep that on-call costs`,
    tales: `
    we ran a restore drill and found that [two|three] of five backups were empty
    I was paged [nine|eleven] times in one night for a disk that was fine
    we cut our alerts from [sixty|ninety] to [seven|eight] and missed nothing
    a one-line change took us down for [an afternoon|four hours]
    we moved releases from Friday to Tuesday and slept again
    I followed a runbook whose first command no longer existed`,
  },
);
