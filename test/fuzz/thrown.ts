/** Scenes about what is thrown that is no error, or one of several classes: through calls and `finally`, compared, shown, kept and thrown on. */
import { literal, pick, type Scenery, times } from './scenes.ts'

const PLAIN = ["''", "'a'", "'12'", "'stop'", 'true', 'false', 'null', 'undefined', 'k', 'n', '`k${k}`']
const CLASSES = ['Error', 'RangeError', 'TypeError', 'SyntaxError']

/** They stand before `main`. */
export const ERROR_CLASSES = `class Bad extends Error { constructor(m, code, flag) { super(m); this.code = code; this.flag = flag } }
class Worse extends Bad { name = 'Worse'; constructor(code) { super('w' + code, code, true); if (code === 7) throw new RangeError('seven') } }
class Other extends TypeError {}
`

export function thrownScene(s: Scenery): string {
  const [T, U, last, g] = ['T', 'U', 'last', 'g'].map((name) => s.fresh(name)) as [string, string, string, string]
  const plain = () => (s.choose(3) === 0 ? literal(s) : pick(s, PLAIN))
  const text = () => pick(s, ["'m'", '`m${k}`', ''])
  const error = (): string =>
    pick<() => string>(s, [
      () => `new ${pick(s, CLASSES)}(${text()})`,
      () => `new Bad(${pick(s, ["'m'", '`m${k}`'])}, ${pick(s, [plain(), literal(s)])}, ${plain()})`,
      () => `new Worse(${pick(s, ['k', 'n', '7', "'t'"])})`,
      () => `new Other(${text()})`,
    ])()
  const what = () => (s.choose(3) === 0 ? error() : s.choose(3) === 0 ? `(k & 1 ? ${plain()} : ${plain()})` : plain())
  const show = (e: string) => `tell(typeof ${e}); tell(${e})`
  const ask = (e: string): string =>
    pick<() => string>(s, [
      () => show(e),
      () => `tell(${e} ${pick(s, ['===', '!=='])} ${plain()})`,
      () => `tell(${e} ${pick(s, ['==', '!='])} null)`,
      () => `if (${e}) tell('yes'); else tell('no')`,
      () => `tell(${e} ? 1 : 2)`,
      () => `tell(${e} ?? 'nothing')`,
      () => `if (typeof ${e} === 'string') { tell(${e}.length); tell(${e} + '!') } else if (typeof ${e} === 'number') say(${e} * 2)`,
      () => `if (typeof ${e} === 'boolean') tell(!${e})`,
      () => `if (${e} instanceof ${pick(s, CLASSES)}) { tell(${e}.message); tell(${e}.name) }`,
      () => `if (${e} instanceof ${pick(s, ['Bad', 'Worse', 'Other'])}) { tell(${e}.code); tell(${e}.flag); tell(${e}.name) }`,
      () => `tell(${e}?.code); if (${e}?.flag) tell('flag')`,
      () => `if (${e} instanceof Bad && typeof ${e}.code === 'number') say(${e}.code + 1)`,
      () => `switch (${e}) { case ${plain()}: tell('one'); break; case ${plain()}: tell('two') }`,
      () => `tell(${e}.message); tell(${e}?.name)`,
      () => `tell(${e} === ${last})`,
      () => `${last} = ${e}`,
      () => `if (${pick(s, ['k > 1', 'n > 2', `typeof ${e} === 'string'`])}) throw ${pick(s, [e, e, what()])}`,
      () => `if (typeof ${e} === 'object' && ${e} !== null) tell(${e}.name)`,
      () => `try { throw ${e} } catch (f) { tell(f === ${e}); ${show('f')} }`,
    ])()
  const source = (): string =>
    pick<() => string>(s, [
      () => `${T}(${pick(s, ['n', 'k', literal(s)])})`,
      () => `${U}(${pick(s, ['n', 'k'])})`,
      () => `if (${pick(s, ['k & 1', 'n > 1', 'list.length > 1'])}) throw ${what()}`,
      () => `throw ${what()}`,
      () => `say(list[${s.choose(4)}] + 1)`,
      () => `list.forEach((v) => { if (v > ${s.choose(3)}) throw ${pick(s, ['v', what()])} })`,
    ])()
  const statement = (): string =>
    pick<() => string>(s, [
      () => `try { ${source()} } catch (e) { ${times(s, 1, 4, () => ask('e'))} }`,
      () => `try { try { ${source()} } finally { tell('f') } } catch (e) { ${times(s, 1, 2, () => ask('e'))} }`,
      () =>
        `for (let i = 0; i < 3; i++) { try { if (i === 1) continue; ${source()}; tell(i) } catch (e) { ${ask('e')}; if (i > 1) break } finally { tell('l' + i) } }`,
      () => `try { ${source()} } catch { tell('caught') }`,
      () => ask(last),
      () => `{ const it = ${g}(k); try { it.next(); ${pick(s, [`it.throw(${what()})`, source()])} } catch (e) { ${ask('e')} } }`,
    ])()
  return [
    `let ${last} = ${pick(s, ['null', 'undefined', plain()])}`,
    `const ${T} = (a) => { if (a > 2) throw ${what()}; ${pick(s, [`if (a < 0) throw ${what()}`, 'say(a)'])}; if (a === 1) throw ${what()}; return a }`,
    `const ${U} = (a) => { try { ${T}(a); ${source()} } catch (e) { ${ask('e')}; throw ${pick(s, ['e', what()])} } finally { tell('u') } }`,
    `const ${g} = function* (a) { yield a; yield a + 1 }`,
    times(s, 3, 6, statement),
    show(last),
  ].join('\n')
}
