import { parentPort } from 'node:worker_threads'
import { calibrateSpin } from './calibration.ts'

parentPort?.postMessage(calibrateSpin())
