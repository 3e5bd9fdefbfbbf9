"""Run the command line: `python -m demarche`."""

from demarche.cli import main

if __name__ == "__main__":
    main(prog_name="demarche")
