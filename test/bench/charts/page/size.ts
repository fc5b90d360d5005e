/** Of every contestant, in CSS pixels; `page.css` says the same of ours. */
export const WIDTH = 900
export const HEIGHT = 300
