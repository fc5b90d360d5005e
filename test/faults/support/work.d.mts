export function sumOf(bytes: Uint8Array): number
