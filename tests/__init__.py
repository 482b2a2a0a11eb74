"""The tests; ``tests.fakes`` holds every fake, ``tests.benchmarks`` the figures the docs quote."""
