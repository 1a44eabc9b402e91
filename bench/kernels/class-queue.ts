class Event {
  constructor(
    readonly time: number,
    readonly station: number,
  ) {}
}

/** A binary heap of objects. */
class Agenda {
  events: Event[] = []

  push(event: Event): void {
    const { events } = this
    let at = events.length
    events.push(event)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (events[parent].time <= event.time) break
      events[at] = events[parent]
      at = parent
    }
    events[at] = event
  }

  pop(): Event {
    const { events } = this
    const first = events[0]
    const last = events.pop()!
    const { length } = events
    if (length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= length) break
      if (child + 1 < length && events[child + 1].time < events[child].time) child++
      if (last.time <= events[child].time) break
      events[at] = events[child]
      at = child
    }
    events[at] = last
    return first
  }
}

/** A simulation driven by events: each station's event brings its next. */
export function agenda(stations: number, steps: number): number {
  const queue = new Agenda()
  for (let i = 0; i < stations; i++) queue.push(new Event((i * 7919) % 1000, i))
  let state = 1
  let sum = 0
  for (let i = 0; i < steps; i++) {
    const event = queue.pop()
    sum += event.time * (event.station % 5)
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    queue.push(new Event(event.time + 1 + (state % 1000), event.station))
  }
  return sum
}
