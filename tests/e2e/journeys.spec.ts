/** A way by keys alone to every view, panel and dialog, through its main act, and back out of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { otherViews, troubleViews } from './support/other_views.ts';
import { views } from './support/views.ts';

/** Which journey leads through which views. A new view gets a step in one of them, by its own name. */
const journeys: Record<string, string[]> = {
  'head of the page': ['head of the page', 'name of the reader', 'share', 'share with a link made', 'files', 'files with an import looked at'],
  criteria: ['criteria', 'menu of a criterion', 'states of a criterion', 'criteria for who reads'],
  'a row and its panels': ['table', 'menu of states', 'owners of a milestone', 'what comes before a milestone', 'menu of a row'],
  'adding, archiving and moving': ['quick add', 'quick add between rows', 'archived milestones', 'what follows from a slip'],
  'arranging the table': ['menu of groups', 'menu of orders', 'filter', 'table in groups with a filter'],
  'several rows at once': ['selected rows', 'selected rows: Date', 'selected rows: Owner', 'selected rows: Phase or function'],
  'commands and what the plan says of itself': ['commands', 'map of keys', 'health', 'why the date at today’s pace', 'plan backwards', 'working days of each side'],
  'what a side keeps to itself': ['what a side keeps to itself', 'recording that a plan was declined'],
  'details of a milestone': ['details', 'details of an archived milestone'],
  timeline: ['timeline', 'plan backwards over the timeline'],
  'for who reads': ['table for who reads', 'timeline for who reads'],
  'phases and functions': ['tracks', 'track', 'track that is not there'],
  'two people': ['changes of others', 'following', 'followed'],
  'undo over what others did': ['undo of what somebody else changed too'],
  'what went wrong': ['edits that the server refused', 'offline'],
  'first page': ['first page, empty', 'first page with a link that is none', 'how to begin', 'plan without a milestone', 'first page with plans'],
  'a plan from a template or a table': [
    'new plan: from a template',
    'new plan: from a file or a table',
    'new plan: from a table that was pasted',
  ],
  'a plan from what was said': ['new plan: from notes', 'new plan: from three questions', 'text that was shared'],
  'what the browser keeps': ['what the browser keeps', 'what the browser keeps, nothing'],
  'addresses that lead nowhere': ['address without a page', 'key that opens nothing'],
  'inside another page': ['table inside another page', 'timeline inside another page', 'key that opens nothing inside another page'],
};

test('every view has a journey by keys', () => {
  const all = [...views, ...troubleViews, ...otherViews].map(({ name }) => name);
  expect(Object.values(journeys).flat().sort()).toEqual(all.sort());

  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((name) => /^journeys-.*\.spec\.ts$/.test(name));
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const missing = Object.entries(journeys).flatMap(([journey, steps]) => [
    ...(text.includes(`test('${journey}', `) ? [] : [journey]),
    ...steps.filter((step) => !text.includes(`test.step('${step}', `)),
  ]);
  expect(missing).toEqual([]);
});
