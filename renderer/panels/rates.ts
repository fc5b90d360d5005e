/** As often as a number may change and still be read. */
export const PANEL_HZ = 10
