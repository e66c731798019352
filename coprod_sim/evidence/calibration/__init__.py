"""Calibration: sets of assumptions that fit patterns and published figures."""
