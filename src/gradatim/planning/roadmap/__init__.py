"""From a verdict and a target to a roadmap: measures, prerequisites, effort, optimisation, schedule, simulation."""
