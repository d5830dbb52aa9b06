// TeaVM's runtime makes functions from texts, which needs 'unsafe-eval'. These are the texts it knows, as functions; another
// one is an error, which the tests of the page would see.
const functionOf = (...words) => {
  const body = words.pop().trim();
  const names = words;
  const is = (...first) => first.every((n, i) => names[i] === n);
  const global = body.match(/^return ([\w.]+);$/);
  if (names.length === 0 && global) {
    return () => global[1].split('.').reduce((from, name) => {
      if (!(name in from)) throw new ReferenceError(name + ' is not defined');
      return from[name];
    }, globalThis);
  }
  if (is('rethrowJsAsJava', 'fn')) {
    return (rethrow, fn, ...given) => { try { return fn(...given); } catch (e) { rethrow(e); } };
  }
  if (is('rethrowJsAsJava', 'getGlobalName')) {
    return (rethrow, globalName, object, method, ...given) => {
      try { return object !== null ? object[method](...given) : globalName(method)(...given); } catch (e) { rethrow(e); }
    };
  }
  if (is('rethrowJsAsJava', 'constructor')) {
    return (rethrow, made, ...given) => { try { return new made(...given); } catch (e) { rethrow(e); } };
  }
  if (is('rethrowJavaAsJs', 'fn') && !body.includes('...')) {
    const own = body.includes('fn(this');
    return (rethrow, fn) => function (...given) {
      try { return own ? fn(this, ...given) : fn(...given); } catch (e) { rethrow(e); }
    };
  }
  if (is('constructor')) {
    return made => function (marker, object) { return made.call(this, marker, object); };
  }
  if (is('wrapCallFromJavaToJs') && names[names.length - 1] === 'body') {
    return (wrap, ...texts) => functionOf('wrapCallFromJavaToJs', ...texts).bind(null, wrap);
  }
  const given = global ? names.indexOf(global[1]) : -1;
  if (given >= 0) return (...all) => all[given];
  if (/^return \[[p\d, ]*\]$/.test(body)) return (...all) => all;
  throw new Error('a function that is not known here: ' + names + ': ' + body);
};
function Functions(...words) { return functionOf(...words); }
