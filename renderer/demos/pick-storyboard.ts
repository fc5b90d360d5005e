/** Lets the user choose a file. Browsers open the dialog only while they handle what the user did. */
export function pickStoryboard(onFile: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.yaml,.yml,.json'
  input.onchange = () => {
    const file = input.files?.[0]
    if (file !== undefined) onFile(file)
  }
  input.click()
}

/** Beyond, it is no storyboard: only so much is read of it. */
const MAX_READ_BYTES = 4 * 1024 * 1024

/** The text of a file; one that cannot be read is a comment that says why. Never rejects. */
export async function readFile(file: File): Promise<string> {
  try {
    return await file.slice(0, MAX_READ_BYTES).text()
  } catch (error) {
    return `# ${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}
