/**
 * Sorting of growable arrays with a comparator: TimSort (Peters 2002, "listsort"), with the comparisons in the order
 * in which V8 makes them. A comparator that is no order (`a > b`, random numbers) gives what it gives there.
 * Whoever compares asks whether the second of two stands before the first: `+f(x, y) < 0`; NaN counts as equal.
 */

/** These two are not inlined: the comparator becomes part of each, and nowhere else. */
const LESS = '(f, x, y) => +f(x, y) < 0'
const REACHED = '(work, f, key, at, right) => (right ? +f(key, work[at]) < 0 : !(+f(work[at], key) < 0))'

const MOVE = `(work, to, from, step, count) => {
    for (let i = 0; i < count; i++) work[to + step * i] = work[from + step * i]
  }`

/**
 * First place in `work[base … base + length)`, searched outwards from `hint`, that stands after `key` (right), or that
 * does not stand before it.
 */
const GALLOP = `(work, f, key, base, length, hint, right) => {
    let last = 0
    let offset = 1
    const back = __reached(work, f, key, base + hint, right)
    const most = back ? hint + 1 : length - hint
    while (offset < most && __reached(work, f, key, back ? base + hint - offset : base + hint + offset, right) === back) {
      last = offset
      offset = offset * 2 + 1
    }
    if (offset > most) offset = most
    if (back) {
      const before = last
      last = hint - offset
      offset = hint - before
    } else {
      last += hint
      offset += hint
    }
    last++
    while (last < offset) {
      const middle = last + ((offset - last) >> 1)
      if (__reached(work, f, key, base + middle, right)) offset = middle
      else last = middle + 1
    }
    return offset
  }`

/**
 * Merge two neighbouring runs, A and B: from below with A copied out to `spare`, or from above with B copied out; the
 * shorter one is. Of it one element is kept to the last. Gives the new number of wins that start galloping.
 */
const MERGE = `(work, f, baseA, countA, baseB, countB, spare, wins) => {
    const low = countA <= countB
    const from = low ? baseA : baseB
    const held = low ? countA : countB
    for (let i = 0; i < held; i++) work[spare + i] = work[from + i]
    const step = low ? 1 : -1
    const leastA = low ? 1 : 0
    const leastB = 1 - leastA
    let gallop = wins
    let lengthA = countA
    let lengthB = countB
    let a = low ? spare : baseA + countA - 1
    let b = low ? baseB : spare + countB - 1
    let to = low ? baseA : baseB + countB - 1
    // The one that is not copied out gives the first.
    work[to] = low ? work[b] : work[a]
    to += step
    if (low) {
      b += step
      lengthB--
    } else {
      a += step
      lengthA--
    }
    merge: while (lengthA > leastA && lengthB > leastB) {
      let winsA = 0
      let winsB = 0
      while (winsA < gallop && winsB < gallop) {
        if (__less(f, work[b], work[a]) === low) {
          work[to] = work[b]
          to += step
          b += step
          lengthB--
          winsB++
          winsA = 0
          if (lengthB <= leastB) break merge
        } else {
          work[to] = work[a]
          to += step
          a += step
          lengthA--
          winsA++
          winsB = 0
          if (lengthA <= leastA) break merge
        }
      }
      gallop++
      do {
        gallop = Math.max(1, gallop - 1)
        const upToA = __gallop(work, f, work[b], low ? a : a - lengthA + 1, lengthA, low ? 0 : lengthA - 1, true)
        winsA = low ? upToA : lengthA - upToA
        __move(work, to, a, step, winsA)
        to += step * winsA
        a += step * winsA
        lengthA -= winsA
        if (lengthA <= leastA) break merge
        work[to] = work[b]
        to += step
        b += step
        lengthB--
        if (lengthB <= leastB) break merge
        const upToB = __gallop(work, f, work[a], low ? b : b - lengthB + 1, lengthB, low ? 0 : lengthB - 1, false)
        winsB = low ? upToB : lengthB - upToB
        __move(work, to, b, step, winsB)
        to += step * winsB
        b += step * winsB
        lengthB -= winsB
        if (lengthB <= leastB) break merge
        work[to] = work[a]
        to += step
        a += step
        lengthA--
        if (lengthA <= leastA) break merge
      } while (winsA >= 7 || winsB >= 7)
      gallop++
    }
    // What was copied out goes last.
    const first = low ? lengthB : lengthA
    __move(work, to, low ? b : a, step, first)
    __move(work, to + step * first, low ? a : b, step, low ? lengthA : lengthB)
    return gallop
  }`

/** Merge runs n and n + 1 of the stack; ends that are in place already are left out. */
const MERGE_AT = `(work, f, starts, lengths, n, spare, wins) => {
    let baseA = starts[n]
    let lengthA = lengths[n]
    const baseB = starts[n + 1]
    let lengthB = lengths[n + 1]
    lengths[n] = lengthA + lengthB
    if (n + 3 === lengths.length) {
      starts[n + 1] = starts[n + 2]
      lengths[n + 1] = lengths[n + 2]
    }
    starts.pop()
    lengths.pop()
    const skip = __gallop(work, f, work[baseB], baseA, lengthA, 0, true)
    baseA += skip
    lengthA -= skip
    if (lengthA === 0) return wins
    lengthB = __gallop(work, f, work[baseA + lengthA - 1], baseB, lengthB, lengthB - 1, false)
    return lengthB === 0 ? wins : __merge(work, f, baseA, lengthA, baseB, lengthB, spare, wins)
  }`

/** Length of the run that begins at \`low\`; one that falls is turned round. Runs shorter than \`least\` are filled up by insertion. */
const NEXT_RUN = `(work, f, low, high, least) => {
    let end = low + 1
    if (end < high) {
      const falls = __less(f, work[end], work[low])
      end++
      while (end < high && __less(f, work[end], work[end - 1]) === falls) end++
      if (falls) {
        for (let i = low, j = end - 1; i < j; i++, j--) {
          const value = work[i]
          work[i] = work[j]
          work[j] = value
        }
      }
    }
    const wanted = Math.min(low + least, high)
    for (let i = end; i < wanted; i++) {
      const value = work[i]
      let left = low
      let right = i
      while (left < right) {
        const middle = left + ((right - left) >> 1)
        if (__less(f, value, work[middle])) right = middle
        else left = middle + 1
      }
      for (let j = i; j > left; j--) work[j] = work[j - 1]
      work[left] = value
    }
    return Math.max(end, wanted) - low
  }`

/** Undefined is never compared: it goes last. */
export const SORT_LIST = `(a, f) => {
    const n = a.length
    const work = []
    let missing = 0
    for (const value of a) {
      if (value === undefined) missing++
      else work.push(value)
    }
    const count = work.length
    if (count > 1) {
      let least = count
      let odd = 0
      while (least >= 64) {
        odd |= least & 1
        least >>= 1
      }
      least += odd
      const starts = []
      const lengths = []
      let wins = 7
      for (let low = 0; low < count; ) {
        const length = __nextRun(work, f, low, count, least)
        starts.push(low)
        lengths.push(length)
        low += length
        while (lengths.length > 1) {
          let k = lengths.length - 2
          const unbalanced = (k > 0 && lengths[k - 1] <= lengths[k] + lengths[k + 1]) || (k > 1 && lengths[k - 2] <= lengths[k - 1] + lengths[k])
          if (unbalanced) {
            if (lengths[k - 1] < lengths[k + 1]) k--
          } else if (lengths[k] > lengths[k + 1]) break
          wins = __mergeAt(work, f, starts, lengths, k, count, wins)
        }
      }
      while (lengths.length > 1) {
        let k = lengths.length - 2
        if (k > 0 && lengths[k - 1] < lengths[k + 1]) k--
        wins = __mergeAt(work, f, starts, lengths, k, count, wins)
      }
    }
    if (a.length < n) throw new RangeError('sort: the array became shorter')
    for (let i = 0; i < count; i++) a[i] = work[i]
    if (missing > 0) for (let i = count; i < n; i++) a[i] = undefined
    return a
  }`

/** What the texts above call, by name. */
export const SORT_HELPERS: Readonly<Record<string, string>> = {
  __less: LESS,
  __reached: REACHED,
  __move: MOVE,
  __gallop: GALLOP,
  __merge: MERGE,
  __mergeAt: MERGE_AT,
  __nextRun: NEXT_RUN,
}

/** Units that never become part of others, small as they are. */
export const KEPT_APART: ReadonlySet<string> = new Set(['prelude:__less', 'prelude:__reached', 'prelude:__move'])
