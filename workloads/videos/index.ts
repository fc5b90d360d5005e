export { VideoFolder, VIDEO_QUOTA_BYTES, type VideoFolderOptions } from './video-folder.ts'
