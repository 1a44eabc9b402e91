/** Run by declare.test.ts in several ways: it must print the same. */
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

@jitclass
class Account {
  static bank = 'first'
  owner: number
  balance = 0n
  open = true
  history = new Float64Array(3)
  constructor(owner: number) {
    this.owner = owner
  }
  pay(amount: bigint): bigint {
    this.balance += amount
    return this.balance
  }
  take(): bigint {
    if (this.balance === 0n) throw new RangeError('empty')
    const all = this.balance
    this.balance = 0n
    return all
  }
  get rich() {
    return this.balance > 100n
  }
  set gift(amount: bigint) {
    this.balance += amount * 2n
  }
  *[Symbol.iterator]() {
    yield this.owner
    yield this.balance
  }
}

@jitclass({ rate: 'float32' })
class Savings extends Account {
  rate = 0.5
  override take(): bigint {
    return super.take() - 1n
  }
}

const total = jit((a: Account, b: Account) => a.balance + b.balance)
const account = new Account(1.5)
const savings = new Savings(2)
account.pay(70n)
savings.pay(200n)
savings.gift = 5n
account.history[1] = 0.25
console.log(account, savings, [...account], [...savings], Account.bank)
console.log(account.rich, savings.rich, total(account, savings), savings.take(), savings instanceof Account, savings.constructor.name)
try {
  savings.take()
} catch (error) {
  console.log(String(error))
}
const from = (Account as unknown as { from(plain: object): Account }).from
console.log(
  JSON.stringify({ owner: account.owner, open: account.open }),
  from({ owner: 1, balance: 2n, open: false, history: new Float64Array(1) }),
)
console.log(Object.keys((account as unknown as { toJSON(): object }).toJSON()))
;(account as unknown as Record<symbol, () => void>)[Symbol.dispose ?? Symbol.for('Symbol.dispose')]!()
