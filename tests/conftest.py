"""The suite leaves the user's cache alone."""

import os
import tempfile

os.environ["PERFLINT_CACHE_DIR"] = tempfile.mkdtemp(prefix="perflint-test-cache-")
