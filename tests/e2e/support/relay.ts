/** The real relay as a process of its own, with its own data folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const program = process.env.COPLAN_BIN ?? join(root, 'target/release/coplan');

export interface Link {
  id: string;
  role: 'admin' | 'editor' | 'viewer';
  side: 'seller' | 'buyer' | 'partner';
  secret: string;
  path: string;
}

export interface NewPlan {
  plan: string;
  links: Link[];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

export class Relay {
  /** What is run. */
  readonly program = program;
  /** It was stopped and runs again. */
  cameBack = false;
  private process?: ChildProcess;
  private wasStopped = false;

  private constructor(
    readonly data: string,
    readonly port: number,
    private readonly more: string[],
  ) {}

  /** A relay with an empty data folder. It does not run yet. `COPLAN_DIST` tries another build of the app. */
  static async prepare(...more: string[]): Promise<Relay> {
    const dist = process.env.COPLAN_DIST;
    if (dist && !more.includes('--app')) more.push('--app', dist);
    return new Relay(mkdtempSync(join(tmpdir(), 'coplan-e2e-')), await freePort(), more);
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get socketAddress(): string {
    return `ws://127.0.0.1:${this.port}/sync`;
  }

  /** A plan with the content of a file, made while the relay is down: the September example. */
  example(file = join(root, 'examples/september.csv')): NewPlan {
    return JSON.parse(execFileSync(program, ['new', '--from', file, '--json', '--data', this.data], { encoding: 'utf8' }));
  }

  async create(): Promise<NewPlan> {
    const answer = await fetch(`${this.address}/api/plans`, { method: 'POST' });
    if (answer.status !== 201) throw new Error(`POST /api/plans answered ${answer.status}`);
    return (await answer.json()) as NewPlan;
  }

  /** Starts and waits until it answers. */
  async start(): Promise<void> {
    const listen = `127.0.0.1:${this.port}`;
    const started = spawn(program, ['serve', '--listen', listen, '--data', this.data, ...this.more], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, RUST_LOG: 'warn' },
    });
    this.process = started;
    this.cameBack = this.wasStopped;
    const gone = new Promise<never>((_, fail) => started.once('exit', (code) => fail(new Error(`the relay stopped: ${code}`))));
    gone.catch(() => {});
    await Promise.race([this.answers(), gone]);
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (await fetch(`${this.address}/healthz`).then((answer) => answer.ok, () => false)) return;
      await new Promise((again) => setTimeout(again, 10));
    }
    throw new Error('the relay did not answer within 5 s');
  }

  /** Ends the process the hard way, or politely. */
  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const running = this.process;
    this.process = undefined;
    this.wasStopped = true;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((done) => running.once('exit', done));
    running.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

export function linkOf(plan: NewPlan, role: Link['role'], side?: Link['side']): Link {
  const found = plan.links.find((link) => link.role === role && (!side || link.side === side));
  if (!found) throw new Error(`the plan has no ${role} link for ${side ?? 'any side'}`);
  return found;
}
