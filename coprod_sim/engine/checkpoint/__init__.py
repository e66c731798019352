"""Runs that are kept on the way: written, found again, gone on with, and branched."""
