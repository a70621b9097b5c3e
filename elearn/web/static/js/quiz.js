// Saving answers as they are given. What the page has not been told is saved waits in this browser, under person
// and attempt, and is sent again until the server acknowledges it; nothing is overwritten unseen.
// Only failure and recovery are announced, and 5 and 1 minutes left. Words come from the page.

const form = document.querySelector("form#attempt[data-attempt]");
const TYPING_PAUSE = 800;
const RETRY = [2000, 4000, 8000, 15000, 30000];

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
const element = (id) => document.getElementById(id);
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function announce(words) {
  element("quiz-say").textContent = "";
  setTimeout(() => { element("quiz-say").textContent = words; }, 50);
}

// --- what waits ------------------------------------------------------------------------------------------------

class Waiting {
  // Entries by "answers-7" and "flags-7": {kind, position, body, sent: bodies that may have arrived, held: ask or refused}.
  constructor(person, attempt) {
    this.prefix = `elearn:attempt:${person}:${attempt}:`;
    this.entries = new Map();
    try {
      for (const key of Object.keys(localStorage).filter((key) => key.startsWith(this.prefix))) {
        this.entries.set(key.slice(this.prefix.length), JSON.parse(localStorage.getItem(key)));
      }
    } catch { /* without storage, what waits lives as long as the page */ }
  }

  put(entry) {
    const id = `${entry.kind}-${entry.position}`;
    this.entries.set(id, entry);
    try { localStorage.setItem(this.prefix + id, JSON.stringify(entry)); } catch { /* as above */ }
  }

  drop(entry) {
    const id = `${entry.kind}-${entry.position}`;
    this.entries.delete(id);
    try {
      const kept = JSON.parse(localStorage.getItem(this.prefix + id));
      if (same(kept?.body, entry.body)) localStorage.removeItem(this.prefix + id); // else it is another tab's, and waits
    } catch { /* as above */ }
  }

  get(kind, position) { return this.entries.get(`${kind}-${position}`); }

  next() { return [...this.entries.values()].find((entry) => !entry.held); }

  held() { return [...this.entries.values()].find((entry) => entry.held); }
}

// --- the questions on the page ---------------------------------------------------------------------------------

class Question {
  constructor(block) {
    this.block = block;
    this.position = Number(block.dataset.question);
    this.base = Number(block.dataset.base);
    this.fieldset = block.querySelector("fieldset");
    this.kind = this.fieldset.dataset.form ?? this.fieldset.dataset.kind;
  }

  inputs() { return [...this.fieldset.querySelectorAll("input, textarea")]; }

  // The fields of a question of several parts.
  parts() { return [...this.fieldset.querySelectorAll("[data-part]")]; }

  answer() {
    if (this.parts().length) return this.filled();
    if (this.kind === "essay") return this.inputs()[0].value.trim() ? { text: this.inputs()[0].value } : null;
    if (this.kind === "text" || this.kind === "number") {
      const text = this.inputs()[0].value.trim();
      return text ? { text } : null;
    }
    const picked = this.inputs().filter((input) => input.checked).map((input) => Number(input.value)).sort((a, b) => a - b);
    if (!picked.length) return null;
    return this.kind === "multiple" ? { choices: picked } : { choice: picked[0] };
  }

  filled() {
    const parts = {};
    for (const field of this.parts()) {
      if (field.type === "radio" && !field.checked) continue;
      const value = field.value.trim();
      if (value) parts[field.dataset.part] = field.type === "text" ? value : Number(value);
    }
    return Object.keys(parts).length ? { parts } : null;
  }

  show(answer) {
    for (const field of this.parts()) {
      const value = answer?.parts?.[field.dataset.part];
      if (field.type === "radio") field.checked = String(value) === field.value;
      else field.value = value ?? "";
    }
    if (this.parts().length) return;
    if (["text", "number", "essay"].includes(this.kind)) {
      this.inputs()[0].value = answer?.text ?? "";
      return;
    }
    const picked = answer?.choices ?? (answer ? [answer.choice] : []);
    for (const input of this.inputs()) input.checked = picked.includes(Number(input.value));
  }

  rebase(revision) {
    this.base = revision;
    this.block.dataset.base = revision;
    form.elements[`base-${this.position}`].value = revision;
  }
}

// --- taking the test -------------------------------------------------------------------------------------------

class Taking {
  constructor() {
    this.words = form.dataset;
    this.address = form.getAttribute("action");
    this.token = form.dataset.token;
    this.waiting = new Waiting(form.dataset.person, form.dataset.attempt);
    this.questions = new Map([...form.querySelectorAll("[data-question]")].map((block) => {
      const question = new Question(block);
      return [question.position, question];
    }));
    this.timers = new Map();
    this.failures = 0;
    this.troubled = false;
    this.sending = null;
    this.restore();
    this.listen();
    this.send();
  }

  restore() {
    for (const entry of this.waiting.entries.values()) {
      const question = this.questions.get(entry.position);
      if (entry.kind === "answers" && question) question.show(entry.body.answer);
      if (entry.kind === "answers") this.square(entry.position, { answered: entry.body.answer !== null });
      if (entry.held === "ask") entry.held = "";
    }
  }

  listen() {
    form.addEventListener("input", (event) => this.typed(event.target));
    form.addEventListener("change", (event) => this.changed(event.target));
    form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("message", (event) => {
      if (event.origin === location.origin && event.data?.type === "elearn:signed-in") this.renew().then(() => this.send());
    });
    window.addEventListener("focus", () => { if (!element("quiz-signed-out").hidden) this.renew().then((fresh) => fresh && this.send()); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.flush(); });
    document.querySelector("[data-sign-in]").addEventListener("click", (event) => {
      window.open(event.target.dataset.signIn, "elearn-sign-in", "width=560,height=720");
    });
    for (const button of document.querySelectorAll("[data-keep]")) {
      button.addEventListener("click", () => this.decide(button.dataset.keep));
    }
  }

  questionOf(target) {
    const block = target.closest("[data-question]");
    return block ? this.questions.get(Number(block.dataset.question)) : undefined;
  }

  typed(target) {
    const question = this.questionOf(target);
    if (!question || !["text", "textarea"].includes(target.type)) return;
    clearTimeout(this.timers.get(question.position));
    this.timers.set(question.position, setTimeout(() => this.keep(question), TYPING_PAUSE));
  }

  changed(target) {
    const question = this.questionOf(target);
    if (!question) return;
    if (target.name === `flag-${question.position}`) {
      this.square(question.position, { flagged: target.checked });
      this.waiting.put({ kind: "flags", position: question.position, body: { flagged: target.checked }, sent: [] });
      this.send();
      return;
    }
    this.keep(question);
  }

  keep(question) {
    clearTimeout(this.timers.get(question.position));
    this.timers.delete(question.position);
    const answer = question.answer();
    const before = this.waiting.get("answers", question.position);
    if (before && same(before.body.answer, answer)) { // leaving the field tells nothing new: a question stays asked
      this.send();
      return;
    }
    const sent = before ? [...before.sent, before.body.answer] : [];
    this.waiting.put({ kind: "answers", position: question.position, body: { save_id: uuid(), base: question.base, answer }, sent });
    this.square(question.position, { answered: answer !== null });
    this.send();
  }

  // Whatever is being typed counts as given.
  flush() { for (const position of [...this.timers.keys()]) this.keep(this.questions.get(position)); }

  // One at a time, in order, until nothing waits or something stands in the way. Resolves to whether all is saved.
  send() {
    clearTimeout(this.again);
    this.sending ??= this.sendAll().finally(() => { this.sending = null; });
    return this.sending;
  }

  async sendAll() {
    let entry;
    while ((entry = this.waiting.next()) !== undefined) {
      if (!(await this.sendOne(entry))) return false;
    }
    if (this.troubled) {
      this.troubled = false;
      this.tell(null);
      announce(this.words.recovered);
    }
    return this.waiting.held() === undefined;
  }

  async sendOne(entry, fresh = false) {
    let response;
    let found;
    try {
      response = await fetch(`${this.address}/${entry.kind}/${entry.position}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify(entry.body),
      });
      found = await response.json();
    } catch {
      return this.failed();
    }
    if (response.ok) return this.acknowledged(entry, found);
    if (response.status === 401) return this.signedOut();
    if (found.code === "bad_token" && !fresh) return (await this.renew()) ? this.sendOne(entry, true) : false;
    if (found.code === "newer_answer") return this.newer(entry, found);
    if (response.status === 429 || response.status >= 500) return this.failed();
    return this.refused(entry, found);
  }

  acknowledged(entry, found) {
    this.failures = 0;
    const current = this.waiting.get(entry.kind, entry.position);
    if (entry.kind === "answers") this.questions.get(entry.position)?.rebase(found.revision);
    if (current === entry) {
      this.waiting.drop(entry);
    } else if (entry.kind === "answers") {
      current.body.base = found.revision;
      current.sent = [];
      this.waiting.put(current);
    }
    if (found.words) this.saved(found.words);
    if (found.due) this.clock?.prolong(found.due);
    return true;
  }

  saved(time) {
    const place = document.querySelector("[data-saved]");
    place.hidden = false;
    place.querySelector("[data-saved-words]").textContent = fill(this.words.savedWords, { time });
  }

  failed() {
    this.trouble("quiz-offline", this.words.failed);
    this.again = setTimeout(() => this.send(), RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
    return false;
  }

  signedOut() {
    this.trouble("quiz-signed-out", this.words.expired);
    return false;
  }

  trouble(id, words) {
    document.querySelector("[data-saved]").hidden = true; // what it says is true of earlier answers only
    const already = this.troubled && !element(id).hidden;
    this.troubled = true;
    this.tell(id);
    if (!already) announce(words);
  }

  // Ask for a token of the sign-in that holds now; only the same person's answers are sent with it.
  async renew() {
    try {
      const response = await fetch("/session-token", { headers: { Accept: "application/json" } });
      if (response.status === 401) { this.signedOut(); return false; }
      if (!response.ok) return this.failed();
      const found = await response.json();
      if (String(found.person_id) !== form.dataset.person) {
        this.trouble("quiz-other-person", element("quiz-other-person").textContent.trim());
        return false;
      }
      this.token = found.csrf;
      for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = found.csrf;
      return true;
    } catch {
      return this.failed();
    }
  }

  newer(entry, found) {
    const current = this.waiting.get(entry.kind, entry.position) ?? entry;
    if (current.sent.some((answer) => same(answer, found.answer))) {
      current.body = { ...current.body, base: found.revision, save_id: uuid() };
      current.sent = [];
      this.waiting.put(current);
      return true;
    }
    current.held = "ask";
    current.found = found;
    this.waiting.put(current);
    this.ask();
    return true;
  }

  ask() {
    const entry = [...this.waiting.entries.values()].find((waiting) => waiting.held === "ask");
    const box = element("quiz-newer");
    box.hidden = entry === undefined;
    if (entry === undefined) return;
    const number = fill(this.words.number, { number: entry.position });
    box.querySelector("[data-what]").textContent = `${number}. ${entry.found.what}`;
    box.querySelector("[data-stored]").textContent = entry.found.words;
    box.scrollIntoView({ block: "center" });
    announce(box.querySelector("[data-what]").textContent);
  }

  decide(which) {
    const entry = [...this.waiting.entries.values()].find((waiting) => waiting.held === "ask");
    if (entry === undefined) return;
    const question = this.questions.get(entry.position);
    question?.rebase(entry.found.revision);
    if (which === "theirs") {
      question?.show(entry.found.answer);
      this.square(entry.position, { answered: entry.found.answer !== null });
      this.waiting.drop(entry);
    } else {
      const body = { ...entry.body, base: entry.found.revision, save_id: uuid() };
      this.waiting.put({ kind: entry.kind, position: entry.position, body, sent: [] });
    }
    this.ask();
    this.send();
  }

  refused(entry, found) {
    entry.held = "refused";
    const box = element("quiz-refused");
    box.querySelector("[data-words]").textContent = `${found.what ?? ""} ${found.do ?? ""}`;
    this.trouble("quiz-refused", `${box.textContent.trim()}`);
    this.waiting.drop(entry);
    this.waiting.entries.set(`${entry.kind}-${entry.position}`, entry);
    return false;
  }

  tell(id) {
    for (const other of ["quiz-offline", "quiz-signed-out", "quiz-other-person", "quiz-refused"]) {
      element(other).hidden = other !== id;
    }
  }

  // Going to another question or to submitting: first everything is saved.
  async leave(event) {
    const wish = event.submitter?.value ?? "submit";
    event.preventDefault();
    this.flush();
    if (await this.send()) {
      location.assign(wish === "submit" ? `${this.address}/submit` : `${this.address}?q=${wish}${element("question") ? "#question" : `#q-${wish}`}`);
    } else if (this.waiting.held()?.held === "refused") {
      location.assign(this.address);
    } else {
      this.ask();
    }
  }

  square(position, { answered, flagged }) {
    const square = document.querySelector(`[data-square="${position}"]`);
    if (answered !== undefined) square.classList.toggle("is-answered", answered);
    if (flagged !== undefined) square.classList.toggle("is-flagged", flagged);
    const has = (name) => square.classList.contains(name);
    const words = has("is-answered") ? this.words.answered : this.words.empty;
    const state = has("is-flagged") ? `${words}, ${this.words.flagged}` : words;
    square.setAttribute("aria-label", fill(this.words.squareWords, { number: position, state }));
    const all = [...document.querySelectorAll("[data-square]")];
    const count = all.filter((other) => other.classList.contains("is-answered")).length;
    document.querySelector('[data-total="answered"]').textContent = count;
    document.querySelector('[data-total="empty"]').textContent = all.length - count;
    document.querySelector('[data-total="flagged"]').textContent = all.filter((o) => o.classList.contains("is-flagged")).length;
    document.querySelector("summary[data-count]").textContent = fill(this.words.count, { count });
  }
}

// --- time ------------------------------------------------------------------------------------------------------

class Clock {
  // The server's clock rules; this one only shows it, and hands in when it runs out.
  constructor(taking) {
    this.taking = taking;
    this.due = Date.parse(form.dataset.due);
    this.ahead = Date.parse(form.dataset.now) - Date.now();
    this.place = document.querySelector("[data-time-words]");
    this.said = new Set([5, 1].filter((minutes) => this.left() <= minutes * 60));
    this.timer = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  left() { return Math.ceil((this.due - Date.now() - this.ahead) / 1000); }

  // Somebody has given this person more time.
  prolong(due) {
    if (Date.parse(due) <= this.due) return;
    this.due = Date.parse(due);
    for (const minutes of this.said) if (this.left() > minutes * 60) this.said.delete(minutes);
  }

  minutes(count) { return fill(count === 1 ? form.dataset.minutesOne : form.dataset.minutesMany, { count }); }

  tick() {
    const left = this.left();
    const clock = `${Math.floor(Math.max(0, left) / 60)}:${String(Math.max(0, left) % 60).padStart(2, "0")}`;
    this.place.textContent = left < 300 ? fill(form.dataset.clock, { clock }) : this.minutes(Math.ceil(left / 60));
    for (const minutes of [5, 1]) {
      if (left <= minutes * 60 && left > 0 && !this.said.has(minutes)) {
        this.said.add(minutes);
        announce(this.minutes(minutes));
      }
    }
    if (left <= 0) this.end();
  }

  async end() {
    clearInterval(this.timer);
    this.taking.flush();
    await Promise.race([this.taking.send(), pause(5000)]);
    while (!element("quiz-offline").hidden) await pause(1000); // what waits goes first; the server takes it in the grace
    if (this.left() > 0) this.timer = setInterval(() => this.tick(), 1000);
    else element("time-is-over").requestSubmit();
  }
}

if (form) {
  const taking = new Taking();
  if (form.dataset.due) taking.clock = new Clock(taking);
}
