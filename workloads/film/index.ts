export { findBrowser, BROWSER_SWITCHES } from './browser.ts'
export * from './make-film.ts'
