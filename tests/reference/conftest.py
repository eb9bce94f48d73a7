"""Checks against a folder of reference tables outside the project; without it they are not collected."""

import os

collect_ignore_glob = [] if os.environ.get("PERFLINT_REFERENCE") else ["test_*.py"]
