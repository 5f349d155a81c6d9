// Writes a plan as docs/document-format.md describes it, with nothing but Yjs. The output is committed beside this
// script and read by ../foreign.rs. `npm install && npm run write` makes it again.
import { writeFileSync } from 'node:fs'
import { generateKeyBetween } from 'fractional-indexing'
import * as Y from 'yjs'

const text = string => new Y.Text(string)

const seller = new Y.Doc()
seller.clientID = 1001
const map = name => seller.getMap(name)
const milestone = (id, order, title, more = {}) => {
  const record = new Y.Map()
  map('milestones').set(id, record)
  for (const [key, string] of Object.entries({ title, done_when: '', result: '', notes: '' })) record.set(key, text(string))
  record.set('order', order)
  record.set('created_by', seller.clientID)
  for (const [key, value] of Object.entries(more)) record.set(key, value)
}

seller.transact(() => {
  map('plan').set('version', 1)
  map('plan').set('go_live', '2025-09-01')
  map('plan').set('decision', { date: '2025-07-24', reason: 'fiscal year' })
  seller.getText('title').insert(0, 'Quoting live 🚀')
  seller.getText('goal').insert(0, 'Fewer errors')
  map('companies').set('buyer', 'Acme')
  map('sessions').set('1001', { side: 'seller', name: 'Sam' })
  const person = new Y.Map()
  map('people').set('legal', person)
  person.set('name', { text: 'Legal', placeholder: true })
  person.set('side', 'buyer')
  const first = generateKeyBetween(null, null)
  const second = generateKeyBetween(first, null)
  milestone('review', first, 'Security review', {
    accountable: 'legal',
    due: { date: '2025-07-10', pinned: true },
    status: { state: 'blocked', reason: 'no answers yet', clears: 'legal' },
    duration_days: 8
  })
  milestone('sign', second, 'Contract signed', { due: { date: '2025-07-24' } })
  milestone('kickoff', generateKeyBetween(first, second), 'Kick-off')
  map('owners').set('sign/legal', true)
  map('dependencies').set('review/sign/finish_to_start', { lag_days: 2, policy: 'keep' })
  map('calendars').set('buyer', ['mon', 'tue', 'wed', 'thu'])
  map('holidays').set('buyer/2025-07-04', 'Independence Day')
})

// The buyer joins, types into the same title, and keeps to a habit of Yjs: numbers as floats, unknown keys, formatting,
// something else than letters in a text.
const buyer = new Y.Doc()
buyer.clientID = 2002
Y.applyUpdate(buyer, Y.encodeStateAsUpdate(seller))
buyer.transact(() => {
  const review = buyer.getMap('milestones').get('review')
  review.get('title').insert(0, 'IT ')
  review.get('title').format(0, 2, { bold: true })
  review.get('notes').insert(0, 'see picture: ')
  review.get('notes').insertEmbed(13, { image: 'x' })
  review.get('notes').insert(14, ' done')
  review.set('remaining_days', 3.0)
  review.set('x_colour', 'red')
  buyer.getMap('milestones').set('odd', 'not a record')
  buyer.getMap('plan').set('x_theme', { dark: true })
  buyer.getMap('milestones').get('sign').set('due', 'soon')
})
seller.transact(() => { seller.getMap('milestones').get('review').get('title').insert(15, ' (ours)') })
Y.applyUpdate(seller, Y.encodeStateAsUpdate(buyer))

writeFileSync('plan.bin', Y.encodeStateAsUpdate(seller))
console.log(JSON.stringify(Object.fromEntries(['milestones', 'plan'].map(name => [name, map(name).toJSON()])), null, 1))
