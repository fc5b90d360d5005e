/** The page's address. A scheme of its own gives the page a real origin and headers, which `file:` has not. */
export const APP_SCHEME = 'poolscope'
export const APP_URL = `${APP_SCHEME}://app/index.html`

/** Is this an address of the app's own page? (`URL.origin` is no help: Node calls it "null" for other schemes.) */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === `${APP_SCHEME}:` && host === 'app' && username === '' && password === ''
}
