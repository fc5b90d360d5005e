globalThis.moduleRan = true
globalThis.received = []
globalThis.unsubscribe = globalThis.bridge.subscribe((...args) => {
  globalThis.received.push(
    args.map((arg) => (arg instanceof Uint8Array ? { length: arg.length, sum: arg.reduce((a, b) => a + b, 0) } : arg)),
  )
})
