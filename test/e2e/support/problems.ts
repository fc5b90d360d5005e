import type { ConsoleMessage, Page } from '@playwright/test'

/** Everything that a page should never do: errors and warnings on its console, exceptions, requests that fail. */
export class PageProblems {
  readonly #found: string[] = []
  #watching = true

  constructor(page: Page) {
    page.on('console', (message) => {
      this.#onConsole(message)
    })
    page.on('pageerror', (error) => {
      this.#add(`exception: ${error.stack ?? error.message}`)
    })
    page.on('crash', () => {
      this.#add('the page crashed')
    })
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'no reason'
      // The page itself broke it off, by being reloaded for example.
      if (reason !== 'net::ERR_ABORTED') this.#add(`request failed: ${request.url()} (${reason})`)
    })
    page.on('response', (response) => {
      if (response.status() >= 400) this.#add(`answer ${String(response.status())}: ${response.url()}`)
    })
  }

  /** What was found since the last call; a test that provokes one takes it from here. */
  take(): string[] {
    return this.#found.splice(0)
  }

  /** From now on nothing counts: the app is being closed. */
  stop(): void {
    this.#watching = false
  }

  #onConsole(message: ConsoleMessage): void {
    const type = message.type()
    if (type !== 'error' && type !== 'warning' && type !== 'assert') return
    const { url, lineNumber } = message.location()
    this.#add(`console ${type}: ${message.text()} (${url}:${String(lineNumber)})`)
  }

  #add(problem: string): void {
    if (this.#watching) this.#found.push(problem)
  }
}
