"""The suite leaves the user's cache alone, and draws the same examples in every run."""

import os
import tempfile

from hypothesis import settings

os.environ["PERFLINT_CACHE_DIR"] = tempfile.mkdtemp(prefix="perflint-test-cache-")
# A landing must not depend on luck; HYPOTHESIS_PROFILE=default looks for new cases.
settings.register_profile("same", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
