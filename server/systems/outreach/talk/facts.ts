/** What prompts of a call say, as data: the scripted provider reads it in place of the prose. */
import type { CallBrief } from '../call.ts';
import type { Course } from './course.ts';
import type { OutcomeHint } from './tools.ts';
import type { ContactTurn, Phase } from './phases.ts';

const turnsOf = ({ turns }: Course) => turns.map(({ speaker, text }) => ({ speaker, text }));

function common(course: Course) {
  const { seed, number, objective, localTime, contact } = course.brief;
  return {
    seed,
    number,
    objective,
    localTime,
    contact: { name: contact.name, role: contact.role, organisation: contact.organisation },
    turns: turnsOf(course),
  };
}

const personaOf = ({ bot: { name, personality, behaviour } }: CallBrief) => ({ name, personality, behaviour });

export function botFacts(course: Course, phase: Phase) {
  const { brief, answers, freshAnswer } = course;
  const { context, earlier } = brief;
  return { persona: personaOf(brief), call: { ...common(course), phase, context, earlier, answers, freshAnswer } };
}

export function contactFacts(course: Course, { phase, mood, isImpatient }: ContactTurn) {
  const { temperament, knows, doubts } = course.brief.contact;
  const person = { temperament, knows, doubts, ...mood, isImpatient };
  const heard = turnsOf(course).filter(({ speaker }) => speaker === 'bot' || speaker === 'contact');
  // What they cannot hear is not told: neither the errand nor what is noted beside the talk.
  return { call: { ...common(course), objective: '', turns: heard, phase, person } };
}

export const analysisFacts = (course: Course, hint: OutcomeHint) => ({ call: { ...common(course), hint } });
