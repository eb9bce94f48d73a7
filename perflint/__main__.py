"""`python -m perflint`."""

from perflint.cli import main

main()
