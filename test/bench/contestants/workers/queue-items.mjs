/** What producers put, by its number; `ofItem` gives the number back. */
const TEXT = 'x'.repeat(1000)

export const ITEMS = {
  numbers: { item: (number) => number, ofItem: (item) => item },
  objects: {
    item: (id) => ({ id, text: TEXT }),
    ofItem: (item) => (item.text.length === TEXT.length ? item.id : NaN),
  },
}
