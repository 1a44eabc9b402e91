/**
 * Sorting of growable arrays with a comparator: TimSort (Peters 2002, "listsort"), with the comparisons in the order
 * in which V8 makes them. A comparator that is no order (`a > b`, random numbers) gives what it gives there.
 * Whoever compares asks whether the second of two stands before the first: `+f(x, y) < 0`; NaN counts as equal.
 */

/** First place in `list[base … base + length)` that does not stand before `key`, searched outwards from `hint`. */
const GALLOP_LEFT = `(list, f, key, base, length, hint) => {
    let last = 0
    let offset = 1
    if (+f(list[base + hint], key) < 0) {
      const most = length - hint
      while (offset < most && +f(list[base + hint + offset], key) < 0) {
        last = offset
        offset = offset * 2 + 1
      }
      if (offset > most) offset = most
      last += hint
      offset += hint
    } else {
      const most = hint + 1
      while (offset < most && !(+f(list[base + hint - offset], key) < 0)) {
        last = offset
        offset = offset * 2 + 1
      }
      if (offset > most) offset = most
      const before = last
      last = hint - offset
      offset = hint - before
    }
    last++
    while (last < offset) {
      const middle = last + ((offset - last) >> 1)
      if (+f(list[base + middle], key) < 0) last = middle + 1
      else offset = middle
    }
    return offset
  }`

/** First place that stands after \`key\`. */
const GALLOP_RIGHT = `(list, f, key, base, length, hint) => {
    let last = 0
    let offset = 1
    if (+f(key, list[base + hint]) < 0) {
      const most = hint + 1
      while (offset < most && +f(key, list[base + hint - offset]) < 0) {
        last = offset
        offset = offset * 2 + 1
      }
      if (offset > most) offset = most
      const before = last
      last = hint - offset
      offset = hint - before
    } else {
      const most = length - hint
      while (offset < most && !(+f(key, list[base + hint + offset]) < 0)) {
        last = offset
        offset = offset * 2 + 1
      }
      if (offset > most) offset = most
      last += hint
      offset += hint
    }
    last++
    while (last < offset) {
      const middle = last + ((offset - last) >> 1)
      if (+f(key, list[base + middle]) < 0) offset = middle
      else last = middle + 1
    }
    return offset
  }`

/** Merge two neighbouring runs from below, the first copied out. Gives the new number of wins that start galloping. */
const MERGE_LOW = `(work, f, baseA, countA, baseB, countB, wins) => {
    const held = []
    for (let i = 0; i < countA; i++) held.push(work[baseA + i])
    let gallop = wins
    let lengthA = countA
    let lengthB = countB
    let to = baseA
    let a = 0
    let b = baseB
    work[to++] = work[b++]
    lengthB--
    merge: while (lengthB > 0 && lengthA > 1) {
      let winsA = 0
      let winsB = 0
      while (winsA < gallop && winsB < gallop) {
        if (+f(work[b], held[a]) < 0) {
          work[to++] = work[b++]
          winsB++
          lengthB--
          winsA = 0
          if (lengthB === 0) break merge
        } else {
          work[to++] = held[a++]
          winsA++
          lengthA--
          winsB = 0
          if (lengthA === 1) break merge
        }
      }
      gallop++
      do {
        gallop = Math.max(1, gallop - 1)
        winsA = __gallopRight(held, f, work[b], a, lengthA, 0)
        for (let i = 0; i < winsA; i++) work[to++] = held[a++]
        lengthA -= winsA
        if (lengthA <= 1) break merge
        work[to++] = work[b++]
        lengthB--
        if (lengthB === 0) break merge
        winsB = __gallopLeft(work, f, held[a], b, lengthB, 0)
        for (let i = 0; i < winsB; i++) work[to++] = work[b++]
        lengthB -= winsB
        if (lengthB === 0) break merge
        work[to++] = held[a++]
        lengthA--
        if (lengthA === 1) break merge
      } while (winsA >= 7 || winsB >= 7)
      gallop++
    }
    for (let i = 0; i < lengthB; i++) work[to++] = work[b++]
    for (let i = 0; i < lengthA; i++) work[to++] = held[a++]
    return gallop
  }`

/** The same from above, the second run copied out. */
const MERGE_HIGH = `(work, f, baseA, countA, baseB, countB, wins) => {
    const held = []
    for (let i = 0; i < countB; i++) held.push(work[baseB + i])
    let gallop = wins
    let lengthA = countA
    let lengthB = countB
    let to = baseB + countB - 1
    let b = countB - 1
    let a = baseA + countA - 1
    work[to--] = work[a--]
    lengthA--
    merge: while (lengthA > 0 && lengthB > 1) {
      let winsA = 0
      let winsB = 0
      while (winsA < gallop && winsB < gallop) {
        if (+f(held[b], work[a]) < 0) {
          work[to--] = work[a--]
          winsA++
          lengthA--
          winsB = 0
          if (lengthA === 0) break merge
        } else {
          work[to--] = held[b--]
          winsB++
          lengthB--
          winsA = 0
          if (lengthB === 1) break merge
        }
      }
      gallop++
      do {
        gallop = Math.max(1, gallop - 1)
        winsA = lengthA - __gallopRight(work, f, held[b], baseA, lengthA, lengthA - 1)
        for (let i = 0; i < winsA; i++) work[to--] = work[a--]
        lengthA -= winsA
        if (lengthA === 0) break merge
        work[to--] = held[b--]
        lengthB--
        if (lengthB === 1) break merge
        winsB = lengthB - __gallopLeft(held, f, work[a], 0, lengthB, lengthB - 1)
        for (let i = 0; i < winsB; i++) work[to--] = held[b--]
        lengthB -= winsB
        if (lengthB <= 1) break merge
        work[to--] = work[a--]
        lengthA--
        if (lengthA === 0) break merge
      } while (winsA >= 7 || winsB >= 7)
      gallop++
    }
    for (let i = 0; i < lengthA; i++) work[to--] = work[a--]
    for (let i = 0; i < lengthB; i++) work[to--] = held[b--]
    return gallop
  }`

/** Merge runs n and n + 1 of the stack; ends that are in place already are left out. */
const MERGE_AT = `(work, f, starts, lengths, n, wins) => {
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
    const skip = __gallopRight(work, f, work[baseB], baseA, lengthA, 0)
    baseA += skip
    lengthA -= skip
    if (lengthA === 0) return wins
    lengthB = __gallopLeft(work, f, work[baseA + lengthA - 1], baseB, lengthB, lengthB - 1)
    if (lengthB === 0) return wins
    if (lengthA <= lengthB) return __mergeLow(work, f, baseA, lengthA, baseB, lengthB, wins)
    return __mergeHigh(work, f, baseA, lengthA, baseB, lengthB, wins)
  }`

/** Length of the run that begins at \`low\`; one that falls is turned round. Runs shorter than \`least\` are filled up by insertion. */
const NEXT_RUN = `(work, f, low, high, least) => {
    let end = low + 1
    if (end < high) {
      const falls = +f(work[end], work[low]) < 0
      end++
      while (end < high && +f(work[end], work[end - 1]) < 0 === falls) end++
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
        if (+f(value, work[middle]) < 0) right = middle
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
          wins = __mergeAt(work, f, starts, lengths, k, wins)
        }
      }
      while (lengths.length > 1) {
        let k = lengths.length - 2
        if (k > 0 && lengths[k - 1] < lengths[k + 1]) k--
        wins = __mergeAt(work, f, starts, lengths, k, wins)
      }
    }
    if (a.length < n) throw new RangeError('sort: the array became shorter')
    for (const [i, value] of work.entries()) a[i] = value
    if (missing > 0) for (let i = count; i < n; i++) a[i] = undefined
    return a
  }`

/** What the texts above call, by name. */
export const SORT_HELPERS: Readonly<Record<string, string>> = {
  __gallopLeft: GALLOP_LEFT,
  __gallopRight: GALLOP_RIGHT,
  __mergeLow: MERGE_LOW,
  __mergeHigh: MERGE_HIGH,
  __mergeAt: MERGE_AT,
  __nextRun: NEXT_RUN,
}
