import { UsageError } from '../../contract/index.ts'

/** Bytes of a name: with a number and an extension it stays below the 255 that file systems allow. */
const MAX_NAME_BYTES = 200
/** What Windows keeps for devices, with any extension. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])([.]|$)/i

/**
 * The text as the name of a file (without extension) on every system: no separators, no signs with a meaning, nothing
 * invisible, no device of Windows, not too long.
 * @throws UsageError when nothing is left
 */
export function cleanName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
  const short = withinBytes(plain.replace(/^[. ]+/, ''), MAX_NAME_BYTES).replace(/[. ]+$/, '')
  if (short === '') throw new UsageError('A run needs a name with letters or digits.')
  return DEVICES.test(short) ? `_${short}` : short
}

/** Can this be a file in the folder and nowhere else? Files that people copied there may have any such name. */
export function isPlainName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && Buffer.byteLength(name) <= 250 && !/[\p{Cc}/\\:]/u.test(name)
}

/** Whole characters only. */
function withinBytes(text: string, most: number): string {
  let bytes = 0
  let short = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > most) break
    short += character
  }
  return short
}
