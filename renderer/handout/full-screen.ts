/** Whole screen, or not any more; where the browser refuses, nothing happens. */
export function toggleFullScreen(): void {
  const changed = document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()
  changed.catch(() => undefined)
}
