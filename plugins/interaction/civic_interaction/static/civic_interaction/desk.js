// Keys of the desk: j and k go from letter to letter, Enter opens (as on any link), a assigns, r replies, ? helps.
// Nothing depends on it: every step is a link or a button.
(() => {
  const letters = () => [...document.querySelectorAll("a[data-letter]")];
  const writes = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  const move = (by) => {
    const all = letters();
    const here = all.indexOf(document.activeElement);
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
    if (next) next.focus();
  };

  const go = (key, name) => {
    const step = document.querySelector(`[data-key="${key}"]`);
    const row = document.activeElement.dataset?.letter === undefined ? null : document.activeElement;
    const url = step ? step.href : row?.dataset[name];
    if (url) window.location.assign(url);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    const help = document.querySelector("[data-keys]");
    if (help?.open) return;
    const keys = {
      j: () => move(1),
      k: () => move(-1),
      a: () => go("a", "assignUrl"),
      r: () => go("r", "replyUrl"),
      "?": () => help?.showModal(),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
