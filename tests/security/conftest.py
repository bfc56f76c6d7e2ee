"""How hard hypothesis tries: a little in CI, long with HYPOTHESIS_PROFILE=thorough."""

import os

from hypothesis import HealthCheck, settings

QUIET = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
}
settings.register_profile("bounded", max_examples=150, derandomize=True, **QUIET)
settings.register_profile("thorough", max_examples=2500, **QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "bounded"))
