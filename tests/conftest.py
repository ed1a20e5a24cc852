"""Profiles for property tests: never timed; many examples only under `make soak`."""

from hypothesis import HealthCheck, settings

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", settings.get_profile("default"), max_examples=3_000)
settings.load_profile("default")
