import styles from './sketch.module.css'

/** The shape of a chart without data: what will stand here. Decoration; drawn in the quietest ink. */
export function Sketch({ of }: { of: keyof typeof SHAPES }) {
  return (
    <svg className={styles['sketch']} viewBox="0 0 400 160" preserveAspectRatio="none" aria-hidden="true">
      {[20, 80, 140].map((y) => (
        <line key={y} x1="0" x2="400" y1={y} y2={y} className={styles['grid']} />
      ))}
      {SHAPES[of]}
    </svg>
  )
}

const LANES = [
  [0, 70, 78, 130, 140, 236, 242, 330],
  [0, 40, 46, 160, 170, 214, 220, 380],
  [6, 110, 116, 150, 158, 290, 296, 350],
]

const BARS = [30, 74, 96, 92, 101, 97, 88, 99, 94, 102, 95, 90, 70, 34, 12]
const BELL = [4, 10, 22, 38, 52, 44, 28, 14, 8, 4]

const SHAPES = {
  depth: <path d="M0 22 L90 44 L170 70 L260 96 L340 128 L400 140 V140 H0 Z" className={styles['area']} />,
  throughput: (
    <>
      {BARS.map((tall, at) => (
        <rect key={at} x={6 + at * 26} y={140 - tall} width="22" height={tall} className={styles['mark']} />
      ))}
    </>
  ),
  latency: (
    <>
      {[70, 140].flatMap((base, row) =>
        BELL.map((tall, at) => (
          <rect
            key={`${row}-${at}`}
            x={80 + row * 60 + at * 20}
            y={base - tall}
            width="17"
            height={tall}
            className={styles['mark']}
          />
        )),
      )}
    </>
  ),
  cpu: <path d="M0 140 L14 36 L120 30 L210 34 L300 30 L372 36 L400 140 Z" className={styles['area']} />,
  order: (
    <>
      {Array.from({ length: 34 }, (_, at) => (
        <rect
          key={at}
          x={6 + at * 11.6}
          y={134 - at * 3.5 + (((at * 7) % 11) - 5) * 2.4}
          width="5"
          height="4"
          rx="1"
          className={styles['mark']}
        />
      ))}
    </>
  ),
  timeline: (
    <>
      {LANES.flatMap((lane, row) =>
        lane.map((from, at) =>
          at % 2 === 0 ? (
            <rect
              key={`${row}-${at}`}
              x={from}
              y={26 + row * 40}
              width={(lane[at + 1] ?? from) - from}
              height="28"
              rx="3"
              className={styles['mark']}
            />
          ) : null,
        ),
      )}
    </>
  ),
} as const
