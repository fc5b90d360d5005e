import { execFile } from 'node:child_process'
import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { listFiles } from '#engine/tasks/folder.js'
import { inFolder } from './support.ts'

const run = promisify(execFile)

describe('listFiles', () => {
  it('lists regular files, sorted, without node_modules, .git and links', async () => {
    await inFolder(async (folder) => {
      for (const name of ['b', 'a', 'node_modules', '.git']) {
        await mkdir(`${folder}/${name}`)
        await writeFile(`${folder}/${name}/file`, name)
      }
      await writeFile(`${folder}/top`, 'top')
      await symlink(`${folder}/top`, `${folder}/link`)
      await symlink(folder, `${folder}/loop`)
      const { files, notes } = await listFiles(folder)
      expect(files).toEqual([`${folder}/a/file`, `${folder}/b/file`, `${folder}/top`])
      expect(notes).toEqual([])
    })
  })

  it('says what it leaves out: large files, deep folders', async () => {
    await inFolder(async (folder) => {
      await writeFile(`${folder}/small`, 'x')
      await writeFile(`${folder}/large`, '')
      await truncate(`${folder}/large`, 65 * 1024 * 1024)
      const deep = `${folder}/1/2/3/4/5/6/7/8`
      await mkdir(`${deep}/9`, { recursive: true })
      await writeFile(`${deep}/in`, 'x')
      await writeFile(`${deep}/9/out`, 'x')
      const { files, notes } = await listFiles(folder)
      expect(files).toEqual([`${deep}/in`, `${folder}/small`])
      expect(notes).toEqual([
        'Left out: 1 files larger than 64 MiB.',
        'Left out: 1 folders more than 8 levels down.',
      ])
    })
  })

  it('stops at the most files it may list and says so', async () => {
    await inFolder(async (folder) => {
      await mkdir(`${folder}/b`)
      for (const name of ['d', 'b/2', 'a', 'b/1', 'c']) await writeFile(`${folder}/${name}`, '')
      const { files, notes } = await listFiles(folder, 3)
      expect(files).toEqual([`${folder}/a`, `${folder}/b/1`, `${folder}/b/2`])
      expect(notes).toEqual(['Only the first 3 files of the folder are used.'])
      expect((await listFiles(folder, 5)).notes).toEqual([])
    })
  })

  it('refuses a folder that is missing, no folder, or empty, and says what to do', async () => {
    await inFolder(async (folder) => {
      await expect(listFiles(`${folder}/none`)).rejects.toThrow(`The folder ${folder}/none does not exist. Check`)
      await expect(listFiles(folder)).rejects.toThrow(`The folder ${folder} holds no files to read. Choose`)
      await writeFile(`${folder}/file`, '')
      await expect(listFiles(`${folder}/file`)).rejects.toThrow(`${folder}/file is not a folder. Choose`)
    })
    await expect(listFiles('~/there-is-no-such-folder')).rejects.toThrow(`${homedir()}/there-is-no-such-folder does`)
  })

  it('refuses a folder without permission', async () => {
    await inFolder(async (folder) => {
      await chmod(folder, 0o000)
      // Root may read everything, so the child steps down to another user first.
      const script = `
        const { listFiles } = await import(process.argv[1])
        if (process.getuid() === 0) process.setuid(65534)
        await listFiles(process.argv[2]).catch((error) => console.log(error.code, error.message))`
      const module = import.meta.resolve('#engine/tasks/folder.js')
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, module, folder])
      expect(stdout.trim()).toBe(
        `ERR_USAGE The folder ${folder} cannot be read: you have no permission. ` +
          'Choose another folder, or change its permissions.',
      )
    })
  })
})
