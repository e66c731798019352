"""Running a study: chunks of runs, executors, parts of results, and where it went on."""
