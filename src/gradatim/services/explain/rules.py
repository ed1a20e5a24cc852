"""Rules that can be explained: those of the rating methods, and the keys of the policy."""

from gradatim.evaluation.policy import load_policy
from gradatim.frameworks import loader
from gradatim.model.framework import Framework
from gradatim.rating.methods import MethodRule, method_for


def rules() -> tuple[tuple[str, str, MethodRule], ...]:
    """Return id, title of the method, and rule, for every rule of the methods in use."""
    methods = {method_for(framework).method: method_for(framework) for framework in loader.load_all()}
    return tuple((f"{m.method}:{name}", m.title, rule) for m in methods.values() for name, rule in m.rules.items())


def rules_for(framework: Framework) -> dict[str, MethodRule]:
    """Return the rules of the method that rates a framework, by full id."""
    method = method_for(framework)
    return {f"{method.method}:{name}": rule for name, rule in method.rules.items()}


def stands_in(framework: Framework) -> tuple[str, ...]:
    """Say where no method of assessment names a framework, so that the usual one of its scheme rates it."""
    method = method_for(framework)
    if framework.id in method.frameworks:
        return ()
    return (f"No method here is written for it; the rules of another stand in: {method.title}.",)


def policy_keys() -> dict[str, str]:
    """Return every explained key of the policy with what it is for."""
    return dict(load_policy().about)


def policy_value(key: str) -> str:
    """Return a key's value in the default policy, in words; empty where it stands for a whole section."""
    import msgspec  # noqa: PLC0415 - only where a value is shown

    value = msgspec.to_builtins(load_policy())
    for part in _parts(key):
        if not isinstance(value, dict) or part not in value:
            return ""
        value = value[part]
    return _words(value)


def _parts(key: str) -> list[str]:
    if key.startswith("probes.values."):
        return ["probes", "values", key.removeprefix("probes.values.")]
    return key.split(".")


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_words(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(one) for one in value) or "none"
    if value is None:
        return "never"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
