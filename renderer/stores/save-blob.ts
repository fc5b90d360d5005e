/** Has the browser save a blob; where to is the user's and the browser's affair. */
export function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has begun when the click returns.
  URL.revokeObjectURL(url)
}
