"""The command line, where the command coprod-sim is not on the path: python -m coprod_sim --help."""

from coprod_sim.cli.app import main

if __name__ == "__main__":  # worker processes import this file, too
    main()
