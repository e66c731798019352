"""A race with the peers: the same rules in Mesa, AgentPy, mesa-frames and NumPy: python -m benchmarks.peers.  See README.md."""
