"""The dashboard: what trainers, students and researchers see in a browser.  Nothing below imports it.

    pages/      what the server draws: one Solara component for each address
    public/     what the browser runs: one ES module for each view, without a build step
    assets/     what Solara adds to every page: style and language
    words/      every word that people read
    door.py     who may come in

The server computes whole runs; the browser plays them, so that a lost connection stops nothing.
"""
