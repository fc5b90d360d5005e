import { expect, it } from 'vitest'
import { Broker } from '#engine/queues/process/broker.js'
import { BrokerPeer } from '#engine/queues/process/broker-peer.js'
import { FromBroker, HEADER_BYTES } from '#engine/queues/process/protocol.js'

const QUIET = { taken: 0, returned: 0, done: 0, credits: 0, itemLimit: 0, creditLimit: 0, creditAsk: 0, gets: 0, puts: 0 }

/** An item of one byte, as it lies in a frame. */
const item = (value: number): Buffer => Buffer.from([1, 0, 0, 0, value])

/** A peer that keeps the values of the items it was sent. */
function join(broker: Broker) {
  const got: number[] = []
  const peer = new BrokerPeer((frame) => {
    const end = frame[4] === FromBroker.items ? frame.length : 0
    for (let at = HEADER_BYTES + 4; at < end; at += 5) got.push(frame[at + 4] ?? -1)
    return true
  })
  broker.join(peer)
  return { got, peer, sync: (news: Partial<typeof QUIET>) => broker.sync(peer, { ...QUIET, ...news }) }
}

it('an item that is given back while another is on its way goes to others, and the other stays', () => {
  const broker = new Broker({ maxSize: 0, memoryLimitBytes: 1024 * 1024 })
  const [producer, idle, busy] = [join(broker), join(broker), join(broker)]
  producer.sync({ creditLimit: 2, creditAsk: 1 })
  idle.sync({ itemLimit: 1 })
  broker.put(producer.peer, 1, item(17))
  idle.sync({ itemLimit: 2 })
  broker.put(producer.peer, 1, item(29))
  expect(idle.got).toEqual([17, 29])
  // It gave back 17 before 29 came.
  idle.sync({ returned: 1, itemLimit: 2 })
  busy.sync({ itemLimit: 1 })
  expect(busy.got).toEqual([17])
  idle.sync({ taken: 1, itemLimit: 2 })
  broker.leave(idle.peer)
  expect(busy.got).toEqual([17]) // 29 was taken: nobody gets it again
})
