/* Keeps progress bars up to date; when a job is finished the page is loaded anew and says so itself. */
for (const bar of document.querySelectorAll("[data-civic-progress]")) {
  const ask = async () => {
    try {
      const response = await fetch(bar.dataset.civicProgress, { headers: { Accept: "application/json" } });
      const facts = await response.json();
      if (facts.total) {
        bar.querySelector("progress").value = facts.percent;
      }
      for (const field of bar.querySelectorAll("[data-field]")) {
        field.textContent = facts[field.dataset.field];
      }
      if (facts.finished) {
        window.location.reload();
        return;
      }
    } catch {
      /* the server restarts or the network is gone: ask again */
    }
    window.setTimeout(ask, 1000);
  };
  ask();
}
