// Freshcatch pages work without this file; it adds the drop zone and the copy buttons.

const TOKEN = "freshcatch-token"; // sessionStorage: this tab only, gone when it is closed.

function dropZone(form) {
  const file = form.querySelector("input[type=file]");
  const token = form.querySelector("#token");
  const status = form.querySelector("[data-status]");
  form.hidden = false;
  token.value = sessionStorage.getItem(TOKEN) ?? "";
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length > 0) file.files = event.dataTransfer.files;
    if (token.value !== "") form.requestSubmit();
    else token.focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (file.files.length === 0) return file.focus();
    sessionStorage.setItem(TOKEN, token.value);
    status.textContent = "…";
    try {
      location.assign(await send(file.files[0], token.value));
    } catch (error) {
      status.textContent = `${form.dataset.failed}: ${error.message}`;
    }
  });
}

async function send(file, token) {
  const response = await fetch("/mails", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "message/rfc822" },
    body: file,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? response.statusText);
  return `/reports/${answer.id}`;
}

function copyButton(button) {
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}

for (const form of document.querySelectorAll("[data-drop]")) dropZone(form);
if (navigator.clipboard) for (const button of document.querySelectorAll("[data-copy]")) copyButton(button);
