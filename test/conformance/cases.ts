/** What a case is tried on. */
export type Subject =
  | 'Future'
  | 'thread pool'
  | 'process pool'
  | 'event loop'
  | 'BlockingQueue'
  | 'ProcessQueue'
  | 'coroutines'

export interface Case {
  readonly number: number
  /** CPython's test, with its file; the tests here have the same name. */
  readonly name: string
  readonly asserts: string
  readonly subjects: readonly Subject[]
  /** Where ours does something else on purpose: which of `DIFFERENCES`. */
  readonly difference?: number
}

/** Where Poolscope differs from CPython on purpose, and why. At most five. */
export const DIFFERENCES: readonly string[] = [
  'A cancelled future notifies its waiters at once. CPython leaves it in CANCELLED until a worker takes it off the queue, ' +
    'so that after `shutdown(cancel_futures=True)` `as_completed` may never end (gh-87893, gh-109934, gh-136655). The two ' +
    'cancelled states of CPython are one here.',
  'A worker that dies takes only its own tasks with it, and another takes its place. CPython breaks the whole process ' +
    "pool; `onWorkerLost: 'break'` does the same here, and that is what the cases are run with. " +
    'Tasks that `terminateWorkers` and `killWorkers` end are cancelled, since that was asked for; in CPython their pool breaks.',
  'Waiting is asynchronous: `result()`, `wait()`, `map()` and the end of `await using` return promises, because blocking the ' +
    'thread that owns a window or a server would stop it. A future is no promise itself.',
  'A task that waits at a worker (prefetched) is PENDING here and can still be cancelled. CPython calls it RUNNING, so that ' +
    '2W + 1 tasks "run" in a process pool of W workers.',
  '`queue.Queue.get` and `put` block a worker thread as in CPython, but throw in the main thread, which has `getAsync` and ' +
    '`putAsync` for it. A copy of an item that cannot be made is an error of `put` itself, not of a thread behind it.',
]

const POOLS: readonly Subject[] = ['thread pool', 'process pool']
const EXECUTORS: readonly Subject[] = [...POOLS, 'event loop']
const QUEUES: readonly Subject[] = ['BlockingQueue', 'ProcessQueue']

type Row = readonly [name: string, asserts: string, subjects: readonly Subject[], difference?: number]

/** In the order of their numbers, from 1. */
const ROWS: readonly Row[] = [
  ['future: test_cancel', 'what cancel() returns and leaves behind, in each state', ['Future'], 1],
  ['future: test_cancelled', 'cancelled() in each state', ['Future']],
  ['future: test_done', 'done() in each state', ['Future']],
  ['future: test_running', 'running() in each state', ['Future'], 4],
  ['future: test_result_with_timeout', 'result(0) in each state; a timeout does not cancel', ['Future'], 3],
  ['future: test_exception_with_timeout', 'exception(0) in each state; a success has none', ['Future']],
  ['future: test_result_with_cancel', 'who waits for a result wakes with CancelledError', ['Future']],
  ['future: test_multiple_set_result', 'a second result is InvalidStateError; the first stays', ['Future']],
  ['future: test_multiple_set_exception', 'a second exception is InvalidStateError; the first stays', ['Future']],
  ['future: test_done_callback_raises', 'a callback that throws is reported; the next one runs', ['Future']],
  ['future: test_done_callback_already_successful', 'a callback of a done future is called at once', ['Future']],
  ['future: test_done_callback_with_cancel', 'callbacks are called inside cancel()', ['Future'], 1],
  ['executor: test_map', 'results in the order of the inputs', EXECUTORS],
  ['executor: test_map_exception', 'results up to the error, then the error, then nothing', EXECUTORS],
  ['executor: test_map_timeout', 'results that came before the timeout are kept', EXECUTORS],
  ['executor: test_map_buffersize_on_infinite_iterable', 'endless inputs are read as results are taken', EXECUTORS],
  ['executor: test_map_buffersize_when_buffer_is_full', 'no more than bufferSize inputs are read ahead', EXECUTORS],
  ['executor: test_map_close', 'a closed map is exhausted, and cancels what has not started', EXECUTORS],
  ['executor: test_max_workers_negative', '0 and -1 workers are a RangeError', POOLS],
  ['executor: test_shutdown_race_issue12456', 'shutdown with one more task than workers ends, and all tasks with it', EXECUTORS],
  ['as_completed: test_no_timeout', 'done, cancelled, failed and running futures are all yielded', EXECUTORS],
  ['as_completed: test_future_times_out', 'the done ones first, then TimeoutError', EXECUTORS],
  ['as_completed: test_duplicate_futures', 'a future given twice is yielded once', EXECUTORS],
  ['as_completed: test_correct_timeout_exception_msg', 'the text "2 (of 4) futures unfinished"', ['Future']],
  ['wait: test_first_completed', 'FIRST_COMPLETED: the done one, and those that are not', EXECUTORS],
  ['wait: test_first_exception', 'FIRST_EXCEPTION: up to the first error', EXECUTORS],
  ['wait: test_first_exception_one_already_failed', 'a future that failed before ends the wait at once', EXECUTORS],
  ['wait: test_timeout', 'a timeout throws nothing and cancels nothing', EXECUTORS],
  ['wait: test_pending_calls_race', '100 futures that are released by one event', EXECUTORS],
  ['shutdown: test_run_after_shutdown', 'submit after shutdown throws', EXECUTORS],
  ['shutdown: test_cancel_futures', 'cancelFutures cancels what has not started; the rest ends', POOLS],
  ['shutdown: test_hang_issue12364', '50 tasks have ended when shutdown has', EXECUTORS],
  ['shutdown: test_hang_gh94440', 'shutdown right after a submission that was cancelled ends', EXECUTORS],
  ['shutdown: test_thread_names_assigned', 'threads are named after the prefix, each differently', ['thread pool']],
  ['shutdown: test_processes_terminate', 'no process is left after shutdown', ['process pool']],
  ['thread_pool: test_default_max_workers', 'min(32, cores + 4)', ['thread pool']],
  ['thread_pool: test_saturation', '60 tasks on 4 workers start 4 threads', POOLS],
  ['thread_pool: test_idle_thread_reuse', '3 tasks in turn use 1 worker, 3 at once make 3', POOLS],
  ['thread_pool: test_executor_map_current_future_cancel', 'a map that timed out runs nothing of what it had submitted', POOLS],
  ['process_pool: test_killed_child', 'after a kill -9 running, waiting and later submissions fail', ['process pool'], 2],
  ['process_pool: test_map_chunksize', 'chunks give the same results; chunks below 1 are an error', ['process pool']],
  ['process_pool: test_traceback', 'errors keep name, message, code, stack and cause of the worker', EXECUTORS],
  ['process_pool: test_max_tasks_per_child', 'a new process after so many tasks', ['process pool']],
  ['process_pool: test_max_tasks_per_child_pending_tasks_gh115634', 'a backlog behind such a process does not hang', POOLS],
  ['process_pool: test_force_shutdown_workers', 'terminateWorkers and killWorkers end what runs', POOLS],
  ['init: test_initializer', 'runs in each worker before its first task', EXECUTORS],
  ['init: test_initializer (failing)', 'the pool is broken, for those who wait and those who come later', EXECUTORS],
  ['deadlock: test_error_at_task_pickle', 'an argument that cannot be copied fails its own future only', EXECUTORS],
  ['deadlock: test_crash_big_data', 'a crash while large arguments wait breaks the pool and hangs nobody', ['process pool'], 2],
  ['queue: test_basic', 'put, get, full, empty, in order, with timeout', QUEUES],
  ['queue: test_queue_join', 'join ends when each item is done; one taskDone too many is an error', QUEUES],
  ['queue: test_shutdown_pending_get', 'those who wait for an item wake with ShutDown', QUEUES, 5],
  ['queue: test_shutdown_immediate_all_methods', 'after an immediate shutdown items are gone and all methods fail', QUEUES],
  ['asyncio.tasks: test_wait_really_done', 'what wait() calls done is done; all that are', ['coroutines']],
  ['asyncio.tasks: test_cancellation_broadcast', 'cancelling a gather cancels its children', ['coroutines']],
  ['asyncio.tasks: test_one_cancellation', 'a cancelled child rejects the gather; its siblings go on', ['coroutines']],
  ['asyncio.taskgroups: test_cancel_children_on_child_error', 'the siblings of a failed child are cancelled and awaited', ['coroutines']],
  ['asyncio.waitfor: test_wait_for_waits_for_task_cancellation', 'the timeout comes after the clean-up', ['coroutines']],
  ['asyncio.queues: test_get_cancelled_race', 'a cancelled getter takes no item with it', QUEUES],
  ['multiprocessing: test_queue_feeder_donot_stop_onexc', 'an item that cannot be copied is reported and skipped', QUEUES, 5],
]

export const CASES: readonly Case[] = ROWS.map(([name, asserts, subjects, difference], index) => ({
  number: index + 1,
  name,
  asserts,
  subjects,
  ...(difference === undefined ? {} : { difference }),
}))

export function caseOf(number: number): Case {
  const found = CASES[number - 1]
  if (found === undefined) throw new Error(`there is no case ${number}`)
  return found
}
