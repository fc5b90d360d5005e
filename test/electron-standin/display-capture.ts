import { NotInStandinError } from './strict.ts'

export interface CaptureRequest {
  readonly frame: object
  readonly securityOrigin: string
  readonly videoRequested: boolean
  readonly audioRequested: boolean
  readonly userGesture: boolean
}

type Handler = (request: CaptureRequest, callback: (streams: { video?: unknown } | null) => void) => void

/** `session.setDisplayMediaRequestHandler`: asked at each `getDisplayMedia`. The one capture there is, is that of the page itself. */
export class DisplayCapture {
  private handler: Handler | null = null

  setHandler(handler: Handler): void {
    this.handler = handler
  }

  /** May the page that asks capture itself? As in Electron: not without a handler. */
  allows(request: CaptureRequest): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.handler === null) resolve(false)
      else {
        this.handler(request, (streams) => {
          if (streams !== null && (streams.video !== request.frame || Object.keys(streams).join() !== 'video')) {
            throw new NotInStandinError('capture of anything but the video of the frame that asks')
          }
          resolve(streams !== null)
        })
      }
    })
  }
}
