"""Should you believe it? Sources, patterns, claims, calibration, robustness and validation."""
