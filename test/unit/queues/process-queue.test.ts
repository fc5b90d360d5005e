import { existsSync, statSync, utimesSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ProcessQueue, type ProcessQueueOptions } from '#engine/queues/index.js'
import { TestProcess } from './processes.js'
import { until } from './threads.js'

const open: { close(): Promise<void> }[] = []

async function create(options: ProcessQueueOptions = {}): Promise<ProcessQueue<unknown>> {
  const queue = await ProcessQueue.create<unknown>(options)
  open.push(queue)
  return queue
}

async function start(queue: ProcessQueue<unknown>, count = 1): Promise<TestProcess[]> {
  const processes = await Promise.all(Array.from({ length: count }, () => TestProcess.start(queue.handle)))
  for (const each of processes) open.push({ close: () => each.kill() })
  return processes
}

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error
const ascending = (a: number, b: number) => a - b
const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index)

async function drain(queue: ProcessQueue<unknown>): Promise<unknown[]> {
  const items: unknown[] = []
  while (!(await queue.empty())) items.push(await queue.get())
  return items
}

describe('in one process', () => {
  it('MP.test_put, test_get: order, sizes, full and empty, time-outs', async () => {
    const queue = await create({ maxSize: 3 })
    expect([await queue.empty(), await queue.full(), await queue.qsize()]).toEqual([true, false, 0])
    await queue.put(1)
    await queue.put({ two: 2 })
    await queue.putNowait('3')
    expect([await queue.empty(), await queue.full(), await queue.size()]).toEqual([false, true, 3])
    await expect(queue.putNowait(4)).rejects.toEqual(code('ERR_QUEUE_FULL'))
    await expect(queue.put(4, { timeoutMs: 5 })).rejects.toEqual(code('ERR_QUEUE_FULL'))
    expect([await queue.get(), await queue.getNowait(), await queue.get()]).toEqual([1, { two: 2 }, '3'])
    await expect(queue.getNowait()).rejects.toEqual(code('ERR_QUEUE_EMPTY'))
    await expect(queue.get({ timeoutMs: 5 })).rejects.toEqual(code('ERR_QUEUE_EMPTY'))
    await expect(queue.get({ timeoutMs: -5 })).rejects.toThrow('negative')
  })

  it('MP.test_task_done: join waits for all, too many is an error', async () => {
    const queue = await create()
    await expect(queue.taskDone()).rejects.toEqual(code('ERR_INVALID_STATE'))
    for (const item of range(3)) await queue.put(item)
    await expect(queue.join({ timeoutMs: 5 })).rejects.toEqual(code('ERR_TIMEOUT'))
    const joined = queue.join()
    for (const item of range(3)) {
      expect(await queue.get()).toBe(item)
      await queue.taskDone()
    }
    await joined
    await expect(queue.taskDone()).rejects.toEqual(code('ERR_INVALID_STATE'))
  })

  it('AQ.test_get_cancelled_race: a cancelled get or put leaves nothing behind', async () => {
    const queue = await create({ maxSize: 1 })
    const control = new AbortController()
    const first = queue.get({ signal: control.signal })
    const second = queue.get()
    await until(async () => (await queue.waiters()).gets === 2)
    const put = queue.put(1)
    control.abort(new Error('no more'))
    await expect(first).rejects.toThrow('no more')
    expect(await second).toBe(1)
    await put
    await queue.put(2)
    const late = new AbortController()
    const full = queue.put(3, { signal: late.signal })
    late.abort(new Error('enough'))
    await expect(full).rejects.toThrow('enough')
    expect([await queue.get(), await queue.size()]).toEqual([2, 0])
  })

  it('MP.test_queue_feeder_donot_stop_onexc: a bad item fails its put only, and sizes stay right', async () => {
    const queue = await create({ maxSize: 3 })
    await queue.put('good')
    await expect(queue.put(() => 1)).rejects.toEqual(code('ERR_NOT_CLONEABLE'))
    await expect(queue.putNowait({ deep: Symbol('no') })).rejects.toEqual(code('ERR_NOT_CLONEABLE'))
    await queue.put('too')
    expect([await queue.size(), await queue.unfinished()]).toEqual([2, 2])
    const [other] = await start(queue)
    expect(await other?.run('putAFunction')).toBe('ERR_NOT_CLONEABLE')
    expect(await other?.run('put', { item: 'and this' })).toBeUndefined()
    expect([await queue.get(), await queue.get(), await queue.get()]).toEqual(['good', 'too', 'and this'])
  })

  it('shutdown: puts fail, gets drain and then fail, all who wait are woken', async () => {
    const queue = await create({ maxSize: 2 })
    const [getter, putter] = [await create({ maxSize: 2 }), queue]
    const woken = expect(getter.get()).rejects.toEqual(code('ERR_QUEUE_SHUT_DOWN'))
    await until(async () => (await getter.waiters()).gets === 1)
    await getter.shutdown()
    await woken
    await queue.put(1)
    await queue.put({ n: 2 })
    const alsoWoken = expect(putter.put(3)).rejects.toEqual(code('ERR_QUEUE_SHUT_DOWN'))
    await until(async () => (await queue.waiters()).puts === 1)
    const [other] = await start(queue)
    await queue.shutdown()
    await alsoWoken
    expect(await other?.run('put', { item: 3 })).toBe('ERR_QUEUE_SHUT_DOWN')
    expect([await other?.run('get'), await queue.get()]).toEqual([1, { n: 2 }])
    expect(await other?.run('get')).toBe('ERR_QUEUE_SHUT_DOWN')
    await expect(queue.getNowait()).rejects.toEqual(code('ERR_QUEUE_SHUT_DOWN'))
  })

  it('shutdown immediate: drops what is left, which counts as done', async () => {
    const queue = await create()
    for (const item of range(20)) await queue.put(item)
    expect(await queue.get()).toBe(0)
    await queue.shutdown({ immediate: true })
    await expect(queue.get()).rejects.toEqual(code('ERR_QUEUE_SHUT_DOWN'))
    await until(async () => (await queue.unfinished()) === 1)
    await queue.taskDone()
    await queue.join()
    expect(await queue.size()).toBe(0)
  })

  it('an unbounded queue says when its memory limit is reached, and goes on once there is room', async () => {
    const queue = await create({ memoryLimitBytes: 2 ** 20, prefetch: 1 })
    let error: unknown
    let count = 0
    while (error === undefined && count < 1000) {
      await queue.put('z'.repeat(10_000)).then(
        () => count++,
        (reason: unknown) => (error = reason),
      )
    }
    expect(error).toEqual(code('ERR_QUEUE_FULL'))
    expect((error as Error).message).toContain('memory limit of 1048576 bytes')
    expect(count).toBeGreaterThan(90)
    expect((await drain(queue)).length).toBe(count)
    await queue.put('again')
    expect(await queue.get()).toBe('again')
  })

  it('carries a large item', async () => {
    const queue = await create({ maxSize: 2 })
    const large = new Uint8Array(16 * 2 ** 20).map((_, index) => index % 251)
    await queue.put(large)
    await queue.put('behind')
    expect(Buffer.compare((await queue.get()) as Uint8Array, large)).toBe(0)
    expect(await queue.get()).toBe('behind')
  })
})

describe('between processes', () => {
  it.each([
    [1, 2, 100, false],
    [2, 3, 5, true],
    [2, 1, 1, false],
    [2, 2, 0, true],
  ])('%i producers, %i consumers, capacity %i: no item lost or doubled, in order', async (p, c, maxSize, text) => {
    const queue = await create({ maxSize })
    const count = 3000
    const consumers = (await start(queue, c)).map((each) => each.run('consume', { doneToo: true }) as Promise<number[]>)
    const producers = (await start(queue, p)).map((each, producer) => each.run('produce', { producer, count, text }))
    expect(await Promise.all(producers)).toEqual(range(p).map(() => undefined))
    await queue.join()
    expect([await queue.size(), await queue.unfinished()]).toEqual([0, 0])
    await queue.shutdown()
    const taken = await Promise.all(consumers)
    for (const items of taken) {
      for (const producer of range(p)) {
        const own = items.filter((item) => Math.floor(item / 1e6) === producer)
        expect(own).toEqual([...own].sort(ascending))
      }
    }
    expect(taken.flat().sort(ascending)).toEqual(range(p).flatMap((producer) => range(count, producer * 1e6)))
  })

  it('never holds more than its capacity, counting what was sent ahead and not taken', async () => {
    const queue = await create({ maxSize: 4 })
    const [producer, consumer] = await start(queue, 2)
    void producer?.run('produce', { producer: 0, count: 100 })
    await until(() => queue.full())
    expect(await consumer?.run('get')).toBe(0)
    await until(() => queue.full())
    expect(await queue.size()).toBe(4)
    expect(await queue.unfinished()).toBe(5)
  })

  it('what a process put before it exits arrives', async () => {
    const queue = await create()
    const [producer] = await start(queue)
    void producer?.run('putAndExit', { items: range(500) })
    await producer?.exited
    expect(await queue.size()).toBe(500)
    expect(await drain(queue)).toEqual(range(500))
  })

  it('a queue does not keep a process alive', async () => {
    const queue = await create()
    const [other] = await start(queue)
    await other?.run('put', { item: 1 })
    other?.child.disconnect()
    await other?.exited
    expect(await queue.get()).toBe(1)
  })
})

describe('a process that dies', () => {
  it('while it waits in get leaves the others their turn', async () => {
    const queue = await create()
    const [victim, other] = await start(queue, 2)
    void victim?.run('get')
    await until(async () => (await queue.waiters()).gets === 1)
    const get = other?.run('get')
    await until(async () => (await queue.waiters()).gets === 2)
    await victim?.kill()
    await until(async () => (await queue.waiters()).gets === 1)
    await queue.put('item')
    expect(await get).toBe('item')
  })

  it('with items sent to it and not taken: they go back to their place', async () => {
    const queue = await create()
    for (const item of range(5000)) await queue.put(item)
    await queue.flush()
    const [victim] = await start(queue)
    void victim?.run('takeAndBlock', { count: 700 })
    await until(() => (victim?.took.length ?? 0) === 700)
    await victim?.kill()
    expect(victim?.took).toEqual(range(700))
    await until(async () => (await queue.size()) === 4300)
    expect(await drain(queue)).toEqual(range(4300, 700))
  })

  it('at any moment of full work: what it said it took comes to nobody else, and nothing else is lost', async () => {
    const queue = await create({ maxSize: 100 })
    const count = 20_000
    const [producer] = await start(queue)
    const produced = producer?.run('produce', { producer: 0, count })
    const taken: unknown[] = []
    for (const size of [50, 400, 1500]) {
      const [victim] = await start(queue)
      void victim?.run('consume', { report: true })
      await until(() => (victim?.took.length ?? 0) > size)
      await victim?.kill()
      taken.push(...(victim?.took ?? []))
    }
    const rest: unknown[] = []
    void produced?.then(() => queue.shutdown())
    for await (const item of queue) rest.push(item)
    const all = [...taken, ...rest] as number[]
    expect(new Set(all).size).toBe(all.length)
    // A victim may have taken one item that it had not told of yet.
    expect(count - all.length).toBeLessThanOrEqual(3)
    expect(rest).toEqual([...rest].sort((a, b) => Number(a) - Number(b)))
  }, 60_000)

  it('as a producer: what arrived is whole and in order, its room comes back', async () => {
    const queue = await create({ maxSize: 50 })
    const [victim] = await start(queue)
    void victim?.run('produce', { producer: 0, count: 1_000_000 })
    const taken: unknown[] = []
    while (taken.length < 2000) taken.push(await queue.get())
    await victim?.kill()
    await until(async () => {
      await queue.getNowait().then((item) => taken.push(item), () => undefined)
      return await queue.empty()
    })
    expect(taken).toEqual(range(taken.length))
    for (const item of range(50)) await queue.put(item)
    expect(await queue.full()).toBe(true)
  })

  it('as the one that made the queue: the others are told', async () => {
    const queue = await ProcessQueue.create<unknown>()
    const [other] = await start(queue)
    const get = other?.run('get')
    await until(async () => (await queue.waiters()).gets === 1)
    await queue.close()
    expect(await get).toBe('ERR_WORKER_LOST')
    expect(await other?.run('put', { item: 1 })).toBe('ERR_WORKER_LOST')
    await expect(queue.put(1)).rejects.toEqual(code('ERR_INVALID_STATE'))
  })
})

describe('a slow consumer', () => {
  it('is sent no more than it works on: the rest goes to whoever is free', async () => {
    const queue = await create()
    const [slow, fast] = await start(queue, 2)
    const blocked = slow?.run('takeAndBlock', { count: 1 })
    void blocked
    await until(async () => (await queue.waiters()).gets === 1)
    for (const item of range(20)) await queue.put(item)
    await until(() => slow?.took.length === 1)
    for (const item of range(19, 1)) expect(await fast?.run('get')).toBe(item)
  })
})

describe('the socket', () => {
  it('lies in a folder of this user alone, which goes when the queue is closed', async () => {
    const queue = await ProcessQueue.create()
    const { folder } = queue.handle.address
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700)
    await queue.put(1)
    await queue.close()
    expect(existsSync(folder)).toBe(false)
  })

  it('of a process that was killed is cleared away by the next queue', async () => {
    const maker = await TestProcess.start()
    const folder = (await maker.run('create')) as string
    const living = await create()
    await maker.kill()
    expect(existsSync(folder)).toBe(true)
    const longAgo = new Date(Date.now() - 3_600_000)
    for (const each of [folder, living.handle.address.folder]) utimesSync(each, longAgo, longAgo)
    await create()
    // Windows has its pipes elsewhere, and they go by themselves.
    expect(existsSync(folder)).toBe(process.platform === 'win32')
    expect(existsSync(living.handle.address.folder)).toBe(true)
  })

  it('closes to whoever has no token, or does not keep to the protocol', async () => {
    const queue = await create()
    const { address } = queue.handle
    const wrong = ProcessQueue.connect({ ...queue.handle, address: { ...address, token: 'f'.repeat(64) } })
    await expect(wrong.get()).rejects.toEqual(code('ERR_WORKER_LOST'))
    const hello = Buffer.concat([Buffer.from([65, 0, 0, 0, 1]), Buffer.from(address.token)])
    const frames: Buffer[] = [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from([255, 255, 255, 255, 1]),
      Buffer.concat([hello, Buffer.from([1, 0, 0, 0, 99])]),
      Buffer.concat([hello, Buffer.from([5, 0, 0, 0, 2, 1, 0, 0, 0])]),
      Buffer.concat([hello, Buffer.from([9, 0, 0, 0, 2, 1, 0, 0, 0, 255, 255, 255, 255])]),
      Buffer.concat([hello, Buffer.from([2, 0, 0, 0, 3, 1])]),
    ]
    for (const frame of frames) {
      const socket = connect(address.path)
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
      socket.on('error', () => undefined)
      socket.on('data', () => undefined)
      socket.write(frame)
      await closed
    }
    await queue.put('still works')
    expect(await queue.get()).toBe('still works')
  })
})
