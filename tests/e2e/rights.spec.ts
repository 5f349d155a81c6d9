/** What a link may not do, said over a bare socket: a courtesy in the page is no protection. */
import * as Y from 'yjs';
import { expect, test } from './support/fixtures.ts';
import { RawSocket } from './support/raw.ts';
import { linkOf, type NewPlan, type Relay } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

/** A viewer that has received the whole plan. */
async function viewer(relay: Relay, plan: NewPlan): Promise<{ socket: RawSocket; document: Y.Doc }> {
  const socket = await RawSocket.as(relay, plan.plan, linkOf(plan, 'viewer'));
  const document = new Y.Doc();
  socket.sync(0, Y.encodeStateVector(document));
  const step2 = await socket.next((frame) => frame.type === 0 && frame.kind === 1);
  Y.applyUpdate(document, step2.body);
  return { socket, document };
}

function changed(document: Y.Doc, change: (document: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(document);
  change(document);
  return Y.encodeStateAsUpdate(document, before);
}

/** What a fresh reader gets now. */
async function onTheRelay(relay: Relay, plan: NewPlan): Promise<string> {
  const { socket, document } = await viewer(relay, plan);
  socket.close();
  return JSON.stringify(document.getMap('plan').toJSON()) + JSON.stringify(document.getMap('milestones').toJSON());
}

test('a viewer reads the plan, and an up-to-date step 2 does it no harm', async ({ relay, plan }) => {
  const { socket, document } = await viewer(relay, plan);
  expect(document.getMap('milestones').size).toBe(11);
  socket.sync(1, Y.encodeStateAsUpdate(document));
  // The answer to a further question proves that the connection lives on.
  socket.frames.length = 0;
  socket.sync(0, Y.encodeStateVector(document));
  await socket.next((frame) => frame.type === 0 && frame.kind === 1);
  socket.close();
});

for (const [name, kind] of [['step 2', 1], ['update', 2]] as const) {
  test(`a viewer cannot write by ${name}`, async ({ relay, plan }) => {
    const { socket, document } = await viewer(relay, plan);
    const before = await onTheRelay(relay, plan);
    const update = changed(document, (document) => document.getMap('plan').set('solution', 'forged'));
    socket.sync(kind, update);
    expect((await socket.closed).code).toBe(4403);
    expect(await onTheRelay(relay, plan)).toBe(before);
  });
}

test('a viewer cannot delete', async ({ relay, plan }) => {
  const { socket, document } = await viewer(relay, plan);
  const before = await onTheRelay(relay, plan);
  const [first] = document.getMap('milestones').keys();
  socket.sync(2, changed(document, (document) => document.getMap('milestones').delete(first)));
  expect((await socket.closed).code).toBe(4403);
  expect(await onTheRelay(relay, plan)).toBe(before);
});

test('nobody can be present in the name of another', async ({ relay, plan }) => {
  const buyer = await RawSocket.as(relay, plan.plan, linkOf(plan, 'editor', 'buyer'));
  buyer.awareness(1001, 1, { name: 'Buyer' });
  await buyer.next((frame) => frame.type === 1 && String(Buffer.from(frame.body)).includes('Buyer'));
  const { socket: forger } = await viewer(relay, plan);
  await forger.next((frame) => frame.type === 1 && String(Buffer.from(frame.body)).includes('Buyer'));
  buyer.frames.length = 0;
  forger.awareness(1001, 9, { name: 'Forged' });
  forger.awareness(2002, 1, { name: 'Viewer' });
  // Frames of one connection keep their order, so the forged one would have come before.
  await buyer.next((frame) => frame.type === 1 && String(Buffer.from(frame.body)).includes('Viewer'));
  expect(buyer.frames.some((frame) => String(Buffer.from(frame.body)).includes('Forged'))).toBe(false);
  buyer.close();
  forger.close();
});

test('an unknown plan and a wrong key get the same answer', async ({ relay, plan }) => {
  const wrong = await RawSocket.open(relay, plan.plan, 'x'.repeat(32));
  const unknown = await RawSocket.open(relay, 'nosuchplan000000', 'x'.repeat(32));
  expect(await wrong.closed).toEqual(await unknown.closed);
  expect((await wrong.closed).code).toBe(4401);
});

test('a message that cannot be read closes that one connection', async ({ relay, plan }) => {
  const good = await RawSocket.as(relay, plan.plan, linkOf(plan, 'editor', 'seller'));
  const bad = await RawSocket.as(relay, plan.plan, linkOf(plan, 'editor', 'buyer'));
  bad.bytes(new Uint8Array([0, 2, 255, 255, 255, 255]));
  expect((await bad.closed).code).toBe(4400);
  good.frames.length = 0;
  good.sync(0, Y.encodeStateVector(new Y.Doc()));
  await good.next((frame) => frame.type === 0 && frame.kind === 1);
  good.close();
});
