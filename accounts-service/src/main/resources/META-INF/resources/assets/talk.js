// Talks to an agent over a websocket: with the microphone (see talk-audio.js), or in writing.
(function () {
  "use strict";

  const box = document.getElementById("talk");
  if (box === null || box.querySelector("[data-talk=speak]") === null) {
    return;
  }
  const part = (name) => box.querySelector(`[data-talk=${name}]`);
  const speak = part("speak");
  const chat = part("chat");
  const end = part("end");
  const status = part("status");
  const problem = part("problem");
  const lines = part("lines");
  const form = part("form");
  const input = part("input");
  let talk = null;

  /** What went wrong, in words for people that say what to do. */
  class Problem extends Error {}

  const MICROPHONE = {
    NotAllowedError: "The microphone was refused. Allow it for this page, beside its address, and press Talk again; or chat.",
    NotFoundError: "There is no microphone. Plug one in and press Talk again; or chat.",
    NotReadableError: "The microphone is busy: another program uses it. Close that and press Talk again; or chat."
  };

  function show(text, isOpen) {
    status.hidden = text === "";
    status.textContent = text;
    status.classList.toggle("open", isOpen === true);
  }

  function complain(text) {
    problem.hidden = text === "";
    problem.textContent = text;
  }

  function setBusy(isBusy) {
    speak.hidden = isBusy;
    chat.hidden = isBusy;
    end.hidden = !isBusy;
  }

  function addLine(segment) {
    const line = document.createElement("li");
    line.className = segment.speaker;
    const who = document.createElement("span");
    who.className = "who";
    who.textContent = segment.speaker === "agent" ? "Agent" : "You";
    const text = document.createElement("span");
    text.textContent = segment.text;
    line.append(who, text);
    lines.append(line);
    lines.hidden = false;
    lines.scrollTop = lines.scrollHeight;
    if (talk !== null && talk.channel === "chat") {
      show(segment.speaker === "agent" ? "The agent is there." : "The agent is writing…", true);
    }
  }

  /** The microphone and the loudspeaker. */
  async function openSound() {
    const hasMicrophone = navigator.mediaDevices !== undefined && window.AudioWorkletNode !== undefined;
    if (!hasMicrophone) {
      throw new Problem("Browsers give a microphone to pages over https and on localhost only. Open the dashboard so; or chat.");
    }
    const stream = await navigator.mediaDevices
      .getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
      .catch((failure) => {
        throw new Problem(MICROPHONE[failure.name] || "The microphone does not work: " + failure.message);
      });
    const context = new AudioContext({ latencyHint: "interactive" });
    const close = () => {
      stream.getTracks().forEach((track) => track.stop());
      context.close();
    };
    try {
      await context.resume();
      await context.audioWorklet.addModule(box.dataset.worklet);
    } catch (failure) {
      close();
      throw new Problem("This browser cannot handle sound: " + failure.message + " Use another one; or chat.");
    }
    const line = new AudioWorkletNode(context, "line", { outputChannelCount: [1] });
    context.createMediaStreamSource(stream).connect(line).connect(context.destination);
    return { port: line.port, close };
  }

  /** Asks the dashboard for a call that may begin once. */
  async function ask(channel) {
    const fields = new URLSearchParams(new FormData(part("choice")));
    fields.set("channel", channel);
    const answer = await fetch(box.dataset.trials, { method: "POST", body: fields }).catch(() => {
      throw new Problem("The server cannot be reached. Try again in a moment.");
    });
    const isAnswer = answer.ok && (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (!isAnswer) {
      throw new Problem("You are logged out, or this page is old. Load it again.");
    }
    const trial = await answer.json();
    if (trial.problem) {
      throw new Problem(trial.problem);
    }
    return trial;
  }

  async function start(channel) {
    const mine = { channel, sound: null, socket: null, isOpen: false, isEnded: false };
    talk = mine;
    complain("");
    lines.replaceChildren();
    lines.hidden = true;
    part("offline").hidden = true;
    setBusy(true);
    try {
      show(channel === "browser" ? "Waiting for the microphone. Your browser may ask you." : "Connecting…");
      mine.sound = channel === "browser" ? await openSound() : null;
      show("Connecting…");
      mine.trial = talk === mine ? await ask(channel) : null;
      if (talk !== mine) {
        mine.sound?.close();
        return;
      }
      part("offline").hidden = !mine.trial.offline;
      connect(mine);
    } catch (failure) {
      stop(mine);
      complain(failure instanceof Problem ? failure.message : "That did not work. Load the page again.");
      show("");
    }
  }

  function connect(mine) {
    const address = new URL(mine.trial.path, window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    mine.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => opened(mine);
    socket.onmessage = (event) => received(mine, event.data);
    socket.onclose = () => closed(mine);
    if (mine.sound !== null) {
      mine.sound.port.onmessage = (event) => {
        // What waits to be sent for half a second would only be heard late.
        if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < 8000) {
          socket.send(event.data);
        }
      };
    }
  }

  function opened(mine) {
    mine.isOpen = true;
    if (mine.channel === "chat") {
      form.hidden = false;
      input.focus();
      show("The agent is there.", true);
    } else {
      show("The agent hears you.", true);
    }
  }

  function received(mine, data) {
    if (typeof data !== "string") {
      mine.sound?.port.postMessage(new Int16Array(data));
      return;
    }
    const message = JSON.parse(data);
    if (message.type === "said") {
      addLine(message.segment);
    } else if (message.type === "clear") {
      mine.sound?.port.postMessage("clear");
    } else if (message.type === "ended") {
      mine.isEnded = true;
      mine.message = message.reason === "remote_hangup" ? "You hung up." : message.message;
    }
  }

  function closed(mine) {
    // What the agent said last may still be on its way to the ear.
    window.setTimeout(() => mine.sound?.close(), mine.isHungUp ? 0 : 600);
    if (talk !== mine) {
      return;
    }
    if (!mine.isOpen) {
      complain("The talk could not begin. A few may be open at a time: end others, wait a moment and try again.");
    } else if (!mine.isEnded) {
      complain("The connection was lost. Try again.");
    }
    stop(mine);
    show(mine.isOpen ? `${mine.message || "It is over."} The transcript is kept as ${mine.trial.call_id}, marked as test.` : "");
  }

  /** Nothing is under way any more. */
  function stop(mine) {
    if (mine.socket === null) {
      mine.sound?.close();
    }
    talk = null;
    form.hidden = true;
    setBusy(false);
  }

  function hangUp() {
    const mine = talk;
    if (mine === null) {
      return;
    }
    mine.isHungUp = true;
    if (mine.socket !== null && mine.socket.readyState === WebSocket.OPEN) {
      mine.socket.send(JSON.stringify({ type: "end" }));
    } else {
      mine.socket?.close();
      stop(mine);
      show("");
    }
  }

  speak.addEventListener("click", () => start("browser"));
  chat.addEventListener("click", () => start("chat"));
  end.addEventListener("click", hangUp);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text !== "" && talk !== null && talk.socket !== null && talk.socket.readyState === WebSocket.OPEN) {
      talk.socket.send(JSON.stringify({ type: "text", text }));
      input.value = "";
    }
  });
})();
