"""The program: `perflint`, or `python -m perflint`."""

from perflint import collector


def main() -> None:
    """Run the command line in this process, which is the program's own."""
    # To load the command line makes more objects than many a check.
    collector.relax()
    from perflint.cli import main as run

    run()


if __name__ == "__main__":
    main()
