"""The dashboard: what trainers, students and researchers see in a browser.  Nothing below imports it.

    pages/      what the server draws: for each address a folder with its component and its words
    public/     what the browser runs, without a build step: the same folders with script and style, and shared/
    assets/     what Solara adds to every page: style and language
    pair/       two ways of working, run and told: what the server sends
    door/       who may come in

The server computes whole runs; the browser plays them, so that a lost connection stops nothing.
"""
