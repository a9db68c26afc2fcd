// Brings the page back after the connection was lost: the same circuit if the server still has it, a fresh page otherwise.
const banner = document.getElementById("connection");
let down = null;
let wake = () => {};

async function comeBack() {
  for (let refusals = 0; ; ) {
    try {
      if (await Blazor.reconnect()) return; // same circuit, nothing lost
      location.reload(); // the server is back, the circuit is gone
      return;
    } catch {
      // A server that answers but refuses the connection wants a new sign-in: a reload leads there.
      const alive = await fetch("/healthz", { cache: "no-store" }).then(answer => answer.ok, () => false);
      if (alive && ++refusals >= 3) {
        location.reload();
        return;
      }
      await new Promise(done => {
        wake = done;
        setTimeout(done, 500);
      });
    }
  }
}

banner.querySelector("button").addEventListener("click", () => wake());

Blazor.start({
  circuit: {
    reconnectionHandler: {
      onConnectionDown() {
        banner.hidden = false;
        down ??= comeBack();
      },
      onConnectionUp() {
        banner.hidden = true;
        down = null;
      },
    },
  },
});
