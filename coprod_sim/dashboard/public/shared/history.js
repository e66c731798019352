// Undo, redo and replay: the links of the states that this page has been in, and the run before the last change.

export class History {
  constructor() {
    this.links = [];
    this.at = -1;
    this.before = null;
    this.now = null;
  }

  // A run has arrived: a state that was reached by undo or redo is known already.
  arrive(run) {
    if (this.now && this.now.hash !== run.hash) this.before = this.now;
    this.now = run;
    if (this.links[this.at] === run.link) return;
    if (this.links[this.at - 1] === run.link) this.at -= 1;
    else if (this.links[this.at + 1] === run.link) this.at += 1;
    else {
      this.links.splice(this.at + 1);
      this.links.push(run.link);
      this.at = this.links.length - 1;
    }
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.links.length - 1;
  }

  // The links of this state and of those beside it.  The link of the usual start is empty, so ask canUndo and canRedo first.
  here() {
    return this.links[this.at];
  }

  undo() {
    return this.links[this.at - 1];
  }

  redo() {
    return this.links[this.at + 1];
  }
}
