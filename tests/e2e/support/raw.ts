/** A bare socket that speaks the wire by hand, to say what no good client would say. */
import WebSocket from 'ws';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Link, Relay } from './relay.ts';

export type Frame = { type: number; kind?: number; body: Uint8Array };

export class RawSocket {
  readonly frames: Frame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private waiting: (() => void)[] = [];

  private constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((done) =>
      socket.once('close', (code, reason) => {
        done({ code, reason: String(reason) });
        this.wake();
      }),
    );
    socket.on('message', (data: Buffer) => {
      this.frames.push(parse(new Uint8Array(data)));
      this.wake();
    });
  }

  static async open(relay: Relay, room: string, secret: string): Promise<RawSocket> {
    const socket = new WebSocket(`${relay.socketAddress}/${room}`, ['coplan.v1', `key.${secret}`]);
    const raw = new RawSocket(socket);
    await new Promise<void>((open, fail) => {
      socket.once('open', () => open());
      socket.once('error', fail);
    });
    return raw;
  }

  static as(relay: Relay, plan: string, link: Link): Promise<RawSocket> {
    return RawSocket.open(relay, plan, link.secret);
  }

  /** The first frame that fits, now or later. */
  async next(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(fits);
      if (found) return found;
      await new Promise<void>((wake) => this.waiting.push(wake));
    }
  }

  sync(kind: 0 | 1 | 2, body: Uint8Array): void {
    this.send(0, (encoder) => {
      encoding.writeVarUint(encoder, kind);
      encoding.writeVarUint8Array(encoder, body);
    });
  }

  awareness(client: number, clock: number, state: unknown): void {
    const entries = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    });
    this.send(1, (encoder) => encoding.writeVarUint8Array(encoder, entries));
  }

  bytes(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  close(): void {
    this.socket.close();
  }

  private send(type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    this.socket.send(encoding.toUint8Array(encoder));
  }

  private wake(): void {
    this.waiting.splice(0).forEach((wake) => wake());
  }
}

function parse(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  if (type === 0) return { type, kind: decoding.readVarUint(decoder), body: decoding.readVarUint8Array(decoder) };
  if (type === 1) return { type, body: decoding.readVarUint8Array(decoder) };
  return { type, body: decoding.readTailAsUint8Array(decoder) };
}
