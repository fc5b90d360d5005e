import { decodeBatch } from '../../../../workloads/contract/index.ts'

/** What a page saw since the last `restart`; all times by its own clock. */
export interface Seen {
  /** Between the times of successive frames. */
  readonly intervalsMs: readonly number[]
  /** From each input to the start of its first handler, and to the paint of the frame after. */
  readonly inputToHandlerMs: readonly number[]
  readonly inputToPaintMs: readonly number[]
  /** Most canvases that were painted in one frame. */
  readonly canvases: number
  /** Things that no longer had room. */
  readonly lost: number
}

/** Tasks that were painted, row by row. */
export interface PaintedTasks {
  /** In the run, by the clock of the host. */
  readonly receivedMs: readonly number[]
  /** When the batch with the task came, and when the frame that showed it was painted. */
  readonly arrivedMs: readonly number[]
  readonly paintedMs: readonly number[]
  /** Tasks that came and are not painted yet. */
  readonly unpainted: number
}

export interface Probe {
  /** Forgets what was seen. `batches`: keeps what the host sends, for `tasks()`. */
  restart(options: { batches: boolean }): void
  seen(): Seen
  tasks(): PaintedTasks
  /** Batches that were kept and painted. */
  readonly paintedBatches: number
  now(): number
  /** When the first mark on a canvas was painted; null before. */
  readonly firstMarkMs: number | null
}

declare global {
  interface Window {
    poolscopeProbe: Probe
  }
}

/** More than a minute of anything that is measured. */
const MOST = 20_000
const INPUTS = ['pointermove', 'pointerdown', 'click'] as const
/** What puts a mark on a canvas. */
const MARKING = ['fillRect', 'fill', 'stroke', 'drawImage', 'fillText'] as const

interface Arrival {
  readonly bytes: Uint8Array
  readonly arrivedMs: number
  paintedMs: number | null
}

let intervalsMs: number[] = []
let inputToHandlerMs: number[] = []
let inputToPaintMs: number[] = []
let arrivals: Arrival[] = []
let keepsBatches = false
let canvases = 0
let lost = 0
let firstMarkMs: number | null = null

/** Came since the last frame; in the frame that goes on; and the canvases that it painted. */
let newInputs: number[] = []
let newArrivals: Arrival[] = []
let shownArrivals: Arrival[] = []
let painted = new Set<CanvasRenderingContext2D>()
let hasMark = false

function add<T>(list: T[], value: T): void {
  if (list.length < MOST) list.push(value)
  else lost++
}

/** Runs in each frame before the page's own callbacks; the message arrives when that frame is painted. */
function watchFrames(): void {
  const { port1, port2 } = new MessageChannel()
  let lastMs: number | null = null
  let inputs: number[] = []
  const turn = (timeMs: number): void => {
    requestAnimationFrame(turn)
    if (lastMs !== null) add(intervalsMs, timeMs - lastMs)
    lastMs = timeMs
    inputs = [...inputs, ...newInputs.splice(0)]
    port2.postMessage(null)
  }
  port1.onmessage = () => {
    const nowMs = performance.now()
    for (const stampMs of inputs.splice(0)) add(inputToPaintMs, nowMs - stampMs)
    for (const arrival of shownArrivals.splice(0)) arrival.paintedMs = nowMs
    canvases = Math.max(canvases, painted.size)
    painted = new Set()
    if (hasMark) firstMarkMs ??= nowMs
  }
  requestAnimationFrame(turn)
}

/** A stamp is taken where the browser gets the input, long before a busy page hears of it. */
function watchInputs(): void {
  for (const type of INPUTS) {
    const onInput = ({ timeStamp }: Event): void => {
      add(inputToHandlerMs, performance.now() - timeStamp)
      if (newInputs.length < MOST) newInputs.push(timeStamp)
    }
    window.addEventListener(type, onInput, { capture: true, passive: true })
  }
}

/** A chart clears its canvas when, and only when, it paints a version of the run that it has not painted yet. */
function watchCanvases(): void {
  const methods = CanvasRenderingContext2D.prototype
  const clear = Reflect.get(methods, 'clearRect') as (...args: unknown[]) => void
  methods.clearRect = function (...args) {
    painted.add(this)
    shownArrivals.push(...newArrivals.splice(0))
    clear.apply(this, args)
  }
  // Until the first mark only: a chart makes thousands of them.
  const originals = MARKING.map((name) => [name, Reflect.get(methods, name) as (...args: unknown[]) => unknown] as const)
  for (const [name, original] of originals) {
    Reflect.set(methods, name, function (this: CanvasRenderingContext2D, ...args: unknown[]) {
      hasMark = true
      for (const [each, own] of originals) Reflect.set(methods, each, own)
      return original.apply(this, args)
    })
  }
}

/** Hears each batch before the page does: a listener that is there first is called first. */
function watchSockets(): void {
  const Original = window.WebSocket
  window.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!keepsBatches || !(data instanceof ArrayBuffer)) return
        const arrival: Arrival = { bytes: new Uint8Array(data), arrivedMs: performance.now(), paintedMs: null }
        add(arrivals, arrival)
        newArrivals.push(arrival)
      })
    }
  }
}

window.poolscopeProbe = {
  restart({ batches }) {
    keepsBatches = batches
    ;[intervalsMs, inputToHandlerMs, inputToPaintMs, arrivals, newArrivals, shownArrivals] = [[], [], [], [], [], []]
    newInputs = []
    ;[canvases, lost] = [0, 0]
  },
  seen: () => ({ intervalsMs, inputToHandlerMs, inputToPaintMs, canvases, lost }),
  tasks() {
    const [receivedMs, arrivedMs, paintedMs]: [number[], number[], number[]] = [[], [], []]
    let unpainted = 0
    for (const arrival of arrivals) {
      const { length, columns } = decodeBatch(arrival.bytes).tables.tasks
      if (arrival.paintedMs === null) {
        unpainted += length
        continue
      }
      for (const at of columns.receivedMs.subarray(0, length)) {
        receivedMs.push(at)
        arrivedMs.push(arrival.arrivedMs)
        paintedMs.push(arrival.paintedMs)
      }
    }
    return { receivedMs, arrivedMs, paintedMs, unpainted }
  },
  get paintedBatches() {
    return arrivals.filter(({ paintedMs }) => paintedMs !== null).length
  },
  now: () => performance.now(),
  get firstMarkMs() {
    return firstMarkMs
  },
}
watchFrames()
watchInputs()
watchCanvases()
watchSockets()
