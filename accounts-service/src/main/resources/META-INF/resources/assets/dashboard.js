// The little that HTML and htmx cannot do: open a dialog, copy a text, say what happened.
(function () {
  "use strict";

  const dialog = document.getElementById("dialog");

  function say(text) {
    const open = dialog !== null && dialog.open;
    const status = document.getElementById(open ? "dialog-status" : "page-status");
    if (status !== null) {
      status.textContent = text;
    }
  }

  function selectText(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  // navigator.clipboard is only there over https and on localhost.
  async function copy(element) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(element.textContent);
      return true;
    }
    selectText(element);
    return document.execCommand("copy");
  }

  async function copyFor(button) {
    const element = document.getElementById(button.dataset.copy);
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    const copied = await copy(element).catch(() => false);
    if (!copied) {
      selectText(element);
    }
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    say(copied ? "Copied to the clipboard." : "The text is selected: copy it with the keyboard.");
    window.setTimeout(() => { button.textContent = label; }, 2500);
  }

  document.addEventListener("click", (event) => {
    const copyButton = event.target.closest("[data-copy]");
    if (copyButton !== null) {
      copyFor(copyButton);
      return;
    }
    const inDialog = dialog !== null && dialog.open;
    if (inDialog && event.target.closest("[data-dialog-close], [data-dialog-done]") !== null) {
      event.preventDefault();
      dialog.close();
    }
  });

  // Links that look like buttons act like them: the space bar presses them.
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (dialog === null || event.detail.target.id !== "dialog-body") {
      return;
    }
    if (!dialog.open) {
      dialog.showModal();
    }
    const announcement = dialog.querySelector("[data-announce]");
    say(announcement === null ? "" : announcement.dataset.announce);
  });

  document.addEventListener("htmx:responseError", () => {
    say("That did not work. Reload the page and try again.");
  });
  document.addEventListener("htmx:sendError", () => {
    say("The server cannot be reached. Try again in a moment.");
  });

  if (dialog !== null) {
    // Escape must not throw away a key or a secret that nobody has copied yet.
    dialog.addEventListener("cancel", (event) => {
      if (dialog.querySelector("[data-once]") !== null) {
        event.preventDefault();
        say("Copy what is shown, then press Done.");
      }
    });
    // The list behind a dialog that showed a new key or secret does not know it yet.
    dialog.addEventListener("close", () => {
      const shown = dialog.querySelector("[data-once]");
      document.getElementById("dialog-body").replaceChildren();
      if (shown !== null) {
        window.location.assign(shown.dataset.once);
      }
    });
  }
})();
