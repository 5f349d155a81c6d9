/** Large plans, made from a table while the relay is down. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewPlan, Relay } from './relay.ts';

/** Forty owners, every milestone waits for the one before it in its track of ten. */
function table(rows: number): string {
  const lines = ['Milestone,Owner,Side,Target Date,Status,Depends on'];
  for (let row = 0; row < rows; row += 1) {
    const day = new Date(Date.UTC(2026, 0, 5 + Math.floor((row * 300) / rows) + (row % 10)));
    const side = row % 2 ? 'Buyer' : 'Seller';
    const before = row % 10 ? `Step ${row - 1} of the plan` : '';
    lines.push(`Step ${row} of the plan,Person ${row % 40},${side},${day.toISOString().slice(0, 10)},Not started,${before}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A plan of so many milestones, `Step 0 of the plan` and so on. */
export function largePlan(relay: Relay, rows: number): NewPlan {
  const file = join(relay.data, `${rows}.csv`);
  writeFileSync(file, table(rows));
  return JSON.parse(execFileSync(relay.program, ['new', '--from', file, '--json', '--data', relay.data], { encoding: 'utf8' }));
}
