/** Classes whose members use closures, and throw and catch, in functions that use them in different ways (test/linked.test.ts). */

class Series {
  items: number[] = []
  offset = 0
  add(x: number): this {
    this.items.push(x)
    return this
  }
  scaled(by: number): Series {
    const made = new Series()
    made.items = this.items.map((x) => x * by + this.offset)
    return made
  }
  sumOver(limit: number): number {
    let sum = 0
    this.items.forEach((x) => {
      if (x > limit) sum += x
    })
    return sum
  }
  count(isWanted: (x: number) => boolean): number {
    return this.items.filter((x) => isWanted(x)).length
  }
  above(limit: number): number {
    return this.count((x) => x > limit)
  }
  polynomial(x: number): number {
    const power = (n: number): number => (n === 0 ? 1 : x * power(n - 1))
    return this.items.reduce((sum, a, i) => sum + a * power(i), 0)
  }
  either(isUp: boolean, by: number): number {
    const step = isUp ? (x: number) => x + by : (x: number) => x - by
    let last = 0
    for (const x of this.items) last = step(x)
    return last
  }
}

// run: scaled(2); scaled(0.5)
export function scaled(by: number): number {
  const series = new Series().add(1).add(by)
  series.offset = 1
  return series.scaled(by).sumOver(1.5) * 100 + series.above(1)
}

// run: scaledAgain(3)
export function scaledAgain(by: number): number {
  const made = new Series().add(by).add(4).scaled(2).scaled(by)
  return made.sumOver(1) + made.items.length * 1000
}

// run: counted(3)
export function counted(n: number): number {
  const series = new Series()
  for (let i = 0; i < 5; i++) series.add(i)
  return series.count((x) => x < n) * 10 + series.above(n) + series.count((x) => x % 2 === 0) * 100
}

// run: polynomial(3)
export function polynomial(x: number): number {
  return new Series().add(1).add(2).add(3).polynomial(x)
}

// run: stepped(true, 3); stepped(false, 0.5)
export function stepped(isUp: boolean, by: number): number {
  const mine = [1, 2].map((x) => x * by)
  const choose = isUp ? (x: number) => x * by : (x: number) => x / by
  return new Series().add(1).add(10).either(isUp, by) + mine[1]! + choose(7)
}

// run: all(2)
export function all(n: number): number {
  const series = new Series().add(n).add(n + 1)
  const own = (x: number) => x * n
  return series.polynomial(2) + series.either(true, n) * 100 + series.above(n) * 10000 + own(0.5) + series.sumOver(0)
}

class Account {
  balance = 10
  log: string[] = []
  take(n: number): number {
    if (n > this.balance) throw new RangeError(`only ${this.balance} left`)
    if (n < 0) throw n
    this.balance -= n
    return this.balance
  }
  tryTake(n: number): boolean {
    try {
      this.take(n)
      return true
    } catch (error) {
      this.log.push(error instanceof RangeError ? error.message : `${error}`)
      return false
    } finally {
      this.log.push('done')
    }
  }
  run(n: number): number {
    try {
      return this.take(n)
    } catch {
      return -1
    }
  }
}

// run: taken(3); taken(30); taken(-1)
export function taken(n: number): string {
  const account = new Account()
  return `${account.tryTake(n)} ${account.tryTake(5)} ${account.tryTake(6)} ${account.balance} ${account.log.join()}`
}

// run: takenAgain(3); takenAgain(-3)
export function takenAgain(n: number): string {
  const account = new Account()
  try {
    return `${account.run(n)} ${account.take(n)} ${account.take(100)}`
  } catch (error) {
    return `${typeof error} ${error} ${account.tryTake(1)}`
  }
}

// Something else is thrown here, which a handler of the class may see.
function throwing(n: number): number {
  if (n > 3) throw 'a text'
  return n
}

// run: others(2); others(5)
export function others(n: number): string {
  const account = new Account()
  account.tryTake(100)
  try {
    return `${throwing(n)} ${account.log.join()}`
  } catch (error) {
    return `${error} ${account.run(n)}`
  }
}

// run: takenLast(4)
export function takenLast(n: number): string {
  const account = new Account()
  return `${account.tryTake(n)} ${account.run(50)} ${account.log.length}`
}
