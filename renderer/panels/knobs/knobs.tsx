import { useId, useState } from 'react'
import type { KnobOffer } from '../../../workloads/contract/index.ts'
import { useTicked } from '../../charts/use-ticked.ts'
import { useFrames, useRunValue, useSession, useShownRun, type RunModel } from '../../stores/index.ts'
import { PANEL_HZ } from '../rates.ts'
import { KnobControl } from './knob-control.tsx'
import { knobRows, knobsRest, sameWorkers, turnableWorkers, valueOf, type TurnableWorker } from './knob-rows.ts'
import styles from './knobs.module.css'

const NONE: readonly KnobOffer[] = []

const workersOf = (run: RunModel): TurnableWorker[] => turnableWorkers(run.whole.workers)

/** What can be changed of the run while it goes on. */
export function Knobs() {
  const id = useId()
  const rest = useSession(knobsRest)
  const offers = useRunValue(({ info }) => info?.knobs ?? NONE, PANEL_HZ)
  const turns = useRunValue((run) => run.wholeTurns, PANEL_HZ)
  const raced = useSession((data) => data.rival !== null)
  const rows = knobRows(offers)
  const none = rest === null && offers.length === 0 ? 'This run has nothing that can be changed while it goes on.' : rest
  return (
    <section className={styles['knobs']} aria-labelledby={id}>
      <h2 id={id} className={styles['title']}>
        Live knobs
      </h2>
      {none !== null && <p className={styles['note']}>{none}</p>}
      {rest === null && raced && <p className={styles['note']}>Of a, of the two that race.</p>}
      {rest === null && (
        <>
          {rows.run.map((row) => (
            <KnobControl key={row.id} row={row} value={valueOf(row, turns, null)} />
          ))}
          {rows.worker.length > 0 && <WorkerKnobs rows={rows.worker} turns={turns} />}
        </>
      )}
    </section>
  )
}

type WorkerKnobsProps = { readonly rows: ReturnType<typeof knobRows>['worker'] } & { readonly turns: RunModel['wholeTurns'] }

/** The knobs of one worker, which is chosen first. */
function WorkerKnobs({ rows, turns }: WorkerKnobsProps) {
  const id = useId()
  const workers = useTicked(useFrames(), PANEL_HZ, useShownRun(), workersOf, sameWorkers)
  const [chosen, choose] = useState<number | null>(null)
  // The one that was chosen may have ended; then it is the first again.
  const worker = workers.find(({ index }) => index === chosen) ?? workers[0]
  return (
    <div className={styles['worker']} role="group" aria-labelledby={id}>
      <label id={id} className={styles['label']} htmlFor={`${id}-worker`}>
        Worker
      </label>
      <select
        id={`${id}-worker`}
        className={styles['select']}
        value={worker?.index ?? ''}
        disabled={worker === undefined}
        onChange={(event) => choose(Number(event.target.value))}
      >
        {worker === undefined && <option value="">none runs</option>}
        {workers.map(({ index, id: name }) => (
          <option key={index} value={index}>
            {name}
          </option>
        ))}
      </select>
      {worker !== undefined &&
        rows
          .filter(({ knob }) => knob.roles?.includes(worker.role) === true)
          .map((row) => (
            <KnobControl
              key={`${row.id} ${worker.index}`}
              row={row}
              value={valueOf(row, turns, worker.index)}
              worker={worker}
            />
          ))}
    </div>
  )
}
