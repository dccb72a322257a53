// Lets each search box suggest pages while somebody types: an editable combobox with a list, after the ARIA authoring practices.
// Without this script the box is a plain form that leads to the results page.

const PAUSE = 150;
const ANNOUNCE_AFTER = 700;
const SHORTEST = 2;

// An error message names people: it is sent by POST, to whoever explains it, and never becomes part of an address.
const CODE = /\b[45]\.\d{1,3}\.\d{1,3}\b|\b[45][0-5]\d[ -]/;
const REPORT = /undeliver|delivery status|mailer-daemon|non[ -]remis|n[’']a pas (?:pu )?(?:être|été) remis|preblocked|user unknown/i;

function looksLikeError(text) {
  const words = text.trim().split(/\s+/).length;
  return (CODE.test(text) && words > 3) || (REPORT.test(text) && (words > 6 || text.includes("@")));
}

function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Titles come as rows of [text, is marked]: never as HTML.
function marked(row) {
  return row.map(([text, isMarked]) => (isMarked ? make("mark", {}, [text]) : text));
}

class SearchBox {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.input = form.querySelector("input");
    this.active = -1;
    this.asked = null;
    this.pasted = { shown: "", text: "" };
    this.list = make("ul", { id: `${this.input.id}-list`, role: "listbox", "aria-label": this.words.suggestions, class: "search-list" });
    this.list.hidden = true;
    this.status = make("p", { role: "status", class: "visually-hidden" });
    form.querySelector(".search-field").append(this.list);
    form.append(this.status);
    this.become();
    this.listen();
  }

  become() {
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
  }

  listen() {
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("paste", (event) => this.remember(event.clipboardData.getData("text")));
    this.form.addEventListener("submit", (event) => this.send(event));
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // A press must not take the focus from the field before the click has been understood.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  // The field keeps one line of what is pasted: all of it is wanted when it turns out to be an error message.
  remember(text) {
    setTimeout(() => { this.pasted = { shown: this.input.value, text }; });
  }

  message() {
    const typed = this.input.value;
    const whole = typed && typed === this.pasted.shown ? this.pasted.text : typed;
    return looksLikeError(whole) ? whole : "";
  }

  send(event) {
    const message = this.message();
    if (!message) return;
    event.preventDefault();
    const field = make("textarea", { name: "message" });
    field.value = message;
    const form = make("form", { method: "post", action: `${this.words.explain}#answer`, hidden: "" }, [field]);
    document.body.append(form);
    form.submit();
  }

  offer() {
    const option = make("li", { role: "option", "aria-selected": "false", class: "search-all", id: `${this.list.id}-0` }, [this.words.explainIt]);
    this.list.replaceChildren(option);
    this.activate(-1);
    this.open(true);
    this.announce(1);
  }

  async ask() {
    const query = this.input.value;
    this.asked?.abort();
    if (this.message()) {
      this.offer();
      return;
    }
    if (query.trim().length < SHORTEST) {
      this.close();
      return;
    }
    this.asked = new AbortController();
    try {
      const answer = await fetch(`${this.words.suggest}?q=${encodeURIComponent(query)}`, { signal: this.asked.signal });
      if (answer.ok) this.show((await answer.json()).results, query);
    } catch {
      // Typed on meanwhile, or no connection: the form still works.
    }
  }

  show(results, query) {
    // Whoever has left the field, or sent the form, is not called back.
    if (document.activeElement !== this.input) return;
    const options = results.map((result) => this.option(result));
    if (options.length) options.push(this.allOption(query));
    options.forEach((option, number) => { option.id = `${this.list.id}-${number}`; });
    this.list.replaceChildren(...options);
    this.activate(-1);
    this.open(options.length > 0);
    this.announce(results.length);
  }

  option(result) {
    const parts = [make("span", { class: "search-option-title" }, marked(result.title))];
    if (result.heading.some(([text]) => text)) parts.push(" ", make("span", { class: "search-heading" }, marked(result.heading)));
    if (result.kind === "tutorial") parts.push(" ", make("span", { class: "badge" }, [this.words.tutorial]));
    return make("li", { role: "option", "aria-selected": "false", "data-url": result.url }, parts);
  }

  allOption(query) {
    const text = this.words.all.replace("{query}", () => query.trim());
    return make("li", { role: "option", "aria-selected": "false", class: "search-all" }, [text]);
  }

  announce(count) {
    clearTimeout(this.speaking);
    const text = { 0: this.words.none, 1: this.words.one }[count] ?? this.words.many.replace("{n}", count);
    this.speaking = setTimeout(() => { this.status.textContent = text; }, ANNOUNCE_AFTER);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.speaking);
    this.asked?.abort();
    this.status.textContent = "";
    this.activate(-1);
    this.open(false);
  }

  activate(number) {
    const options = [...this.list.children];
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = options[number];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  // After the last option comes the field itself, then the first one again.
  move(step) {
    const places = this.list.children.length + 1;
    this.activate(((this.active + 1 + step + places) % places) - 1);
  }

  press(event) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    const keys = {
      ArrowDown: () => this.arrow(1, isOpen),
      ArrowUp: () => this.arrow(-1, isOpen),
      Home: () => this.leaveList(),
      End: () => this.leaveList(),
      ArrowLeft: () => this.leaveList(),
      ArrowRight: () => this.leaveList(),
      Escape: () => this.escape(isOpen),
      Enter: () => this.enter(),
    };
    if (keys[event.key]?.()) event.preventDefault();
  }

  arrow(step, isOpen) {
    if (isOpen) this.move(step);
    else if (this.list.children.length && this.input.value.trim().length >= SHORTEST) this.open(true);
    else this.ask();
    return true;
  }

  // The cursor moves within the text: the field does that itself.
  leaveList() {
    this.activate(-1);
    return false;
  }

  escape(isOpen) {
    if (isOpen) this.close();
    else this.input.value = "";
    return true;
  }

  enter() {
    const option = this.list.children[this.active];
    if (!this.list.hidden && option) {
      this.choose(option);
      return true;
    }
    this.close();
    return false;
  }

  choose(option) {
    if (!option) return;
    this.close();
    if (option.dataset.url) location.assign(option.dataset.url);
    else this.form.requestSubmit();
  }
}

for (const form of document.querySelectorAll(".search-box")) new SearchBox(form);
