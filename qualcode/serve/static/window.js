// The window around the terminal: carries keys to the server and pictures back, and says why
// it ended. Nothing here loads anything, keeps anything, or reads the clipboard.
import { Terminal } from "./xterm/xterm.mjs";
import { FitAddon } from "./xterm/addon-fit.mjs";
import { UnicodeGraphemesAddon } from "./xterm/addon-unicode-graphemes.mjs";

const FAREWELLS = {
  4001: ["The study is open in another window.", "Take over here", true],
  4002: ["The study was taken over by another window.", "Take it back", true],
  4003: ["You have left qualcode; everything is saved. This window can be closed.", "Open again", false],
  4004: ["qualcode ended with an error; what it said stands above.", "Open again", false],
};
const LOST = ["qualcode cannot be reached. It was stopped, or this machine slept.", "Try again", false];
const PIECE = 16384;

// The address let this browser in and is void now; the one that stays works with the cookie.
history.replaceState(null, "", "./");

const terminal = new Terminal({
  allowProposedApi: true,
  cursorBlink: false,
  fontFamily: '"DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSize: 15,
  linkHandler: { activate() {} },
  scrollback: 0,
  theme: { background: "#0e1116" },
});
const fit = new FitAddon();
const encoder = new TextEncoder();
const notice = document.getElementById("notice");
const words = document.getElementById("words");
const again = document.getElementById("again");
let line = null;

terminal.loadAddon(fit);
terminal.loadAddon(new UnicodeGraphemesAddon());
terminal.open(document.getElementById("screen"));

function size() {
  fit.fit();
  return { columns: terminal.cols, rows: terminal.rows };
}

function tell(what) {
  if (line?.readyState === WebSocket.OPEN) line.send(what);
}

function press(keys) {
  for (let from = 0; from < keys.length; from += PIECE) tell(keys.subarray(from, from + PIECE));
}

function connect(take) {
  notice.hidden = true;
  terminal.reset();
  const url = new URL("keys", location.href);
  url.protocol = "ws:";
  const mine = new WebSocket(url);
  line = mine;
  mine.binaryType = "arraybuffer";
  mine.onopen = () => {
    mine.send(JSON.stringify({ ...size(), take }));
    terminal.focus();
  };
  mine.onmessage = (message) => terminal.write(new Uint8Array(message.data));
  mine.onclose = (end) => {
    if (line === mine) say(...(FAREWELLS[end.code] ?? LOST));
  };
}

function say(text, button, take) {
  words.textContent = text;
  again.textContent = button;
  again.onclick = () => connect(take);
  notice.hidden = false;
  again.focus();
}

terminal.onData((text) => press(encoder.encode(text)));
terminal.onBinary((text) => press(Uint8Array.from(text, (mark) => mark.charCodeAt(0))));

// Ctrl-V is left to the browser, which alone may read the clipboard.
terminal.attachCustomKeyEventHandler(
  (key) => !((key.ctrlKey || key.metaKey) && !key.altKey && key.key.toLowerCase() === "v"),
);

// The app may put what it copies on the clipboard (OSC 52); it may not ask what is there.
terminal.parser.registerOscHandler(52, (data) => {
  const coded = data.slice(data.indexOf(";") + 1);
  try {
    const bytes = Uint8Array.from(atob(coded), (mark) => mark.charCodeAt(0));
    navigator.clipboard.writeText(new TextDecoder().decode(bytes)).catch(() => {});
  } catch {
    // "?" asks for the clipboard; it is not Base64, and gets no answer.
  }
  return true;
});

let settling = 0;
new ResizeObserver(() => {
  clearTimeout(settling);
  settling = setTimeout(() => tell(JSON.stringify(size())), 50);
}).observe(document.getElementById("screen"));

connect(false);
