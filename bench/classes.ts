/** What the host's use of a class costs: the plain class beside the compiled one, in the same run. */
import { compare, compareTurning } from './compare.ts'
import { duration, ratio, table } from './table.ts'
import { jitclass } from './taipan.ts'

/** A class of its own at each call, so that V8 sees the plain one and the compiled one apart. */
function newPoint() {
  return class Point {
    x: number
    y: number

    constructor(x: number, y: number) {
      this.x = x
      this.y = y
    }

    dot(x: number, y: number): number {
      return this.x * x + this.y * y
    }

    get norm(): number {
      return Math.sqrt(this.x * this.x + this.y * this.y)
    }
  }
}

interface Use {
  readonly name: string
  readonly on: (make: ReturnType<typeof newPoint>) => () => unknown
  /** How often it is done within one measured call, if not `TIMES`. */
  readonly times?: number
  /** Does the event loop turn after each measured call? */
  readonly turning?: boolean
  /** The aim, from the ratio and the difference in nanoseconds. */
  readonly aim: string
  readonly reached: (factor: number, more: number) => boolean
}

/** So often within one measured call, which costs some nanoseconds itself. */
const TIMES = 100

const constructing = (times: number) => (Point: ReturnType<typeof newPoint>) => () => {
  let last: unknown
  for (let i = 0; i < times; i++) last = new Point(i, 2.5)
  return last
}

const USES: readonly Use[] = [
  {
    name: 'read a field',
    on: (Point) => {
      const point = new Point(1.5, 2.5)
      return () => {
        let sum = 0
        for (let i = 0; i < TIMES; i++) sum += point.x
        return sum
      }
    },
    aim: 'at most 2 ×',
    reached: (factor) => factor <= 2,
  },
  {
    name: 'write a field',
    on: (Point) => {
      const point = new Point(1.5, 2.5)
      return () => {
        for (let i = 0; i < TIMES; i++) point.x = i
        return point.x
      }
    },
    aim: '',
    reached: () => true,
  },
  {
    name: 'call a method',
    on: (Point) => {
      const point = new Point(1.5, 2.5)
      return () => {
        let sum = 0
        for (let i = 0; i < TIMES; i++) sum += point.dot(i, 2.5)
        return sum
      }
    },
    aim: 'at most 40 ns more',
    reached: (_, more) => more <= 40,
  },
  {
    name: 'use a getter',
    on: (Point) => {
      const point = new Point(1.5, 2.5)
      return () => {
        let sum = 0
        for (let i = 0; i < TIMES; i++) sum += point.norm
        return sum
      }
    },
    aim: '',
    reached: () => true,
  },
  {
    name: 'construct',
    on: constructing(1000),
    times: 1000,
    turning: true,
    aim: 'at most 300 ns',
    reached: (_, more) => more <= 300,
  },
  {
    name: 'construct, on and on',
    on: constructing(TIMES),
    aim: '',
    reached: () => true,
  },
]

/** The table, and the aims that were missed. */
export async function classUse(): Promise<{ text: string; missed: string[] }> {
  const missed: string[] = []
  const rows: string[][] = []
  for (const { name, on, times: perCall = TIMES, turning = false, aim, reached } of USES) {
    const plain = on(newPoint())
    const compiled = on(jitclass({ x: 'float64', y: 'float64' }, newPoint()))
    const times = await (turning ? compareTurning(plain, compiled) : compare(plain, compiled, 50e6))
    const [before, after] = [times.plain / perCall, times.compiled / perCall]
    if (!reached(after / before, after - before)) missed.push(`${name}: ${duration(after)}`)
    rows.push([name, duration(before), duration(after), ratio(after / before), aim])
  }
  return { text: table(['a class from the host', 'plain JavaScript', 'taipan', 'times', 'aim'], rows), missed }
}
