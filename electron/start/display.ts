/** Why no window can be shown here, null when one can. Only Linux has machines without a display by default. */
export function displayProblem(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string | null {
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return null
  return 'there is no display (DISPLAY and WAYLAND_DISPLAY are not set)'
}
