"""What several pages share: the bridge to the browser, words, faults, and questions about a pair of runs."""
