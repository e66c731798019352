"""Commands on a survey of families: `scenarios from-survey`."""
