/** An unmodified Yjs client: `yjs` and `y-websocket` from npm, as any other program would use them. */
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Link, Relay } from './relay.ts';

export class StockClient {
  readonly document = new Y.Doc();
  private readonly provider: WebsocketProvider;

  constructor(relay: Relay, plan: string, link: Link) {
    this.provider = new WebsocketProvider(relay.socketAddress, plan, this.document, {
      protocols: ['y.v1', `key.${link.secret}`],
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    });
  }

  /** Resolves when the plan satisfies `holds`, now or after a later change. */
  async until(holds: (document: Y.Doc) => boolean): Promise<void> {
    if (holds(this.document)) return;
    await new Promise<void>((done) => {
      const look = () => {
        if (!holds(this.document)) return;
        this.document.off('afterTransaction', look);
        done();
      };
      this.document.on('afterTransaction', look);
    });
  }

  milestones(): Y.Map<Y.Map<unknown>> {
    return this.document.getMap('milestones');
  }

  titles(): string[] {
    return [...this.milestones().values()].map((milestone) => String(milestone.get('title')));
  }

  destroy(): void {
    this.provider.destroy();
    this.document.destroy();
  }
}
